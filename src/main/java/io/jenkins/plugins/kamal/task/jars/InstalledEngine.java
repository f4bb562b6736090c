package io.jenkins.plugins.kamal.task.jars;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * Where an invocation finds the engine on its agent.
 *
 * @param jar the engine's jar, verified
 * @param archive the class-data archive for this jar and the agent's Java, verified; null where there is none
 */
public record InstalledEngine(String jar, @CheckForNull String archive) {}
