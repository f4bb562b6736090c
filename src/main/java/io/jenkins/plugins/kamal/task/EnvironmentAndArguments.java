package io.jenkins.plugins.kamal.task;

import hudson.EnvVars;
import java.util.List;

/**
 * Everything that a prepared launch needs.
 *
 * @param environment the environment of the engine
 * @param arguments the engine's command line
 * @param installation the engine and a Java
 */
record EnvironmentAndArguments(EnvVars environment, List<String> arguments, EngineInstallation installation) {}
