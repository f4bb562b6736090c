/** Servers in this process: real SSH and a real shell, with a simulated Docker behind them. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.lab.embedded;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
