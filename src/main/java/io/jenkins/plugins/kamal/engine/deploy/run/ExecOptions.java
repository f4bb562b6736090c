package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options for running a command in a container or on a server.
 *
 * @param interactive whether the command uses the user's terminal
 * @param reuse whether the command runs in the running container, and not in a new one
 * @param detach whether the engine does not wait for the end of the command
 * @param raw whether only the output of the command is printed
 * @param env additional variables
 */
public record ExecOptions(boolean interactive, boolean reuse, boolean detach, boolean raw, Map<String, String> env) {

    public ExecOptions {
        env = Map.copyOf(env);
    }

    /** Throws a {@link DeployException} if two options exclude each other or the command is blank. */
    public void requireSense(String command) {
        if (command.isBlank()) {
            throw new DeployException(Topic.COMMAND_LINE, "There is no command to run; write it after the options");
        }
        requireNot("--detach", detach, interactive, reuse, false);
        requireNot("--raw", raw, interactive, false, detach);
    }

    private static void requireNot(String option, boolean given, boolean interactive, boolean reuse, boolean detach) {
        List<String> others = new ArrayList<>();
        if (interactive) {
            others.add("--interactive");
        }
        if (reuse) {
            others.add("--reuse");
        }
        if (detach) {
            others.add("--detach");
        }
        if (given && !others.isEmpty()) {
            throw new DeployException(
                    Topic.COMMAND_LINE, option + " cannot be combined with " + String.join(" and ", others));
        }
    }
}
