/** The version of a run: found once, recorded with the run, and compared with the workspace of every later step. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.run.version;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
