/** Whole command lines of the engine against real servers. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.real;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
