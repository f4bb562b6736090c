package io.jenkins.plugins.kamal.engine.protocol;

import java.util.Set;

/**
 * Which commands take the version of the run: those whose version would be HEAD in Kamal. Every other command keeps
 * Kamal's own rule; {@code app exec --reuse} means the running version, for example.
 */
public final class RunVersionRule {

    private static final Set<String> COMMANDS = Set.of("deploy", "redeploy", "setup", "build", "plan", "promote");

    private RunVersionRule() {}

    /** Whether a command, without its subcommand, takes the version of the run. */
    public static boolean appliesTo(String command) {
        return COMMANDS.contains(command);
    }
}
