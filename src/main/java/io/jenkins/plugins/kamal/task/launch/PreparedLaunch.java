package io.jenkins.plugins.kamal.task.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;

/**
 * A launch of the engine that is ready to start.
 *
 * @param environment the environment of the engine
 * @param script the shell script that becomes the engine
 * @param overriddenFreeze the freeze that the user who started the run overrides, and the user; null if there is none
 */
public record PreparedLaunch(
        EnvVars environment, String script, @CheckForNull String overriddenFreeze) {}
