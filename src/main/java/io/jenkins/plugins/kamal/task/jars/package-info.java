/** The jars of the engine, and their verified copies on an agent. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.task.jars;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
