package io.jenkins.plugins.kamal.task.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;

/**
 * A launch of the engine that is ready to start.
 *
 * @param environment the environment of the engine
 * @param script the shell script that becomes the engine
 * @param service the service that the administrators' decision is about; null if it does not depend on the service
 * @param anyDestination whether the words of the command may name the destination, and no administrator has settings
 * @param overriddenFreeze the freeze that the user who started the run overrides, and the user; null if there is none
 */
public record PreparedLaunch(
        EnvVars environment,
        String script,
        @CheckForNull String service,
        boolean anyDestination,
        @CheckForNull String overriddenFreeze) {}
