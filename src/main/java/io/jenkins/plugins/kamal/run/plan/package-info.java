/** The plan of a deploy, as a run records it. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.run.plan;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
