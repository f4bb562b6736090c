/** What the watch of a new version found on the servers, as a run records it. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.run.watch;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
