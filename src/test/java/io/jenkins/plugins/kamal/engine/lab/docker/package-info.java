/** A simulated Docker; {@code DockerContract} holds it to what a real engine does. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.lab.docker;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
