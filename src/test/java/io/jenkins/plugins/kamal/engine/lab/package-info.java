/**
 * Servers for tests and the demo where no Docker engine is: real SSH and a real shell, with a simulated Docker behind
 * them.
 *
 * <p>{@link io.jenkins.plugins.kamal.engine.lab.DockerContract} holds the simulation to what a real engine does.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.lab;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
