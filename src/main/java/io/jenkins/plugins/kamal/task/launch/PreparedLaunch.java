package io.jenkins.plugins.kamal.task.launch;

import hudson.EnvVars;

/**
 * What starts the engine.
 *
 * @param environment the environment of the engine
 * @param script the text for a shell, which becomes the engine
 */
public record PreparedLaunch(EnvVars environment, String script) {}
