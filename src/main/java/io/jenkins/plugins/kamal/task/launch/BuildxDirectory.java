package io.jenkins.plugins.kamal.task.launch;

import hudson.EnvVars;
import hudson.model.Computer;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Optional;

/**
 * The directory in which buildx keeps its builders. By default it is below the configuration directory of docker. Inside
 * {@code docker.withRegistry} that is a new directory with nothing but the login, so every builder would be created anew
 * and left behind. Therefore buildx gets the directory of the agent.
 */
final class BuildxDirectory {

    static final String VARIABLE = "BUILDX_CONFIG";
    private static final String DOCKER_CONFIG = "DOCKER_CONFIG";

    private BuildxDirectory() {}

    /** The environment of a step, with the agent's buildx directory if the step has another docker configuration. */
    static EnvVars in(EnvVars environment, Computer computer, TaskListener listener)
            throws IOException, InterruptedException {
        EnvVars own = new EnvVars(computer.getEnvironment());
        own.overrideAll(computer.buildEnvironment(listener));
        return in(environment, own);
    }

    static EnvVars in(EnvVars environment, EnvVars own) {
        EnvVars result = new EnvVars(environment);
        String ofTheStep = environment.get(DOCKER_CONFIG);
        Optional<String> ofTheAgent = Optional.ofNullable(own.get(DOCKER_CONFIG))
                .or(() -> Optional.ofNullable(own.get("HOME")).map(home -> home + "/.docker"));
        if (ofTheStep != null && !environment.containsKey(VARIABLE)) {
            ofTheAgent
                    .filter(directory -> !directory.equals(ofTheStep))
                    .ifPresent(directory -> result.put(VARIABLE, directory + "/buildx"));
        }
        return result;
    }
}
