/** The version of a run, and what the run deployed. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.run;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
