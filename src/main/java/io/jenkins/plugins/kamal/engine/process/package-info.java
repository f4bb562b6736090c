/** Runs programs on this machine. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.process;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
