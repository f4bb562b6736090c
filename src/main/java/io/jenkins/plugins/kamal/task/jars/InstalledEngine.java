package io.jenkins.plugins.kamal.task.jars;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * The location of the engine on an agent, for one invocation.
 *
 * @param jar the path of the engine's jar, verified
 * @param archive the class-data archive for this jar and the agent's Java, verified; null if there is none
 */
public record InstalledEngine(String jar, @CheckForNull String archive) {}
