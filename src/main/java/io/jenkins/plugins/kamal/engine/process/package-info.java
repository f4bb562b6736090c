/** Runs programs of this machine with a bounded output and a time limit. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.process;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
