/** What an agent tells about an invocation: pieces of files and events, checked before anybody uses them. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.task.feed;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
