/** The root of the exceptions that the user can act on. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.failure;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
