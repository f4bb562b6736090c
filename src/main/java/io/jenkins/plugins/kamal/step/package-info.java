/** The Pipeline steps. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
