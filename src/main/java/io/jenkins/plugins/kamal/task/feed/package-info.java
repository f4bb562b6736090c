/** Checks the events that an agent reports, before they are used. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.task.feed;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
