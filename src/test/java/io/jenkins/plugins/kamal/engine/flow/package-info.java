/** Whole command lines of the engine against servers in this process. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.flow;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
