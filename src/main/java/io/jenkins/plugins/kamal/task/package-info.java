/** Connects Jenkins and the engine: starts the engine on the agent, follows it, and records what happened. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
