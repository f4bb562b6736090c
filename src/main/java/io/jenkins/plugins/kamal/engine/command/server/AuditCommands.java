package io.jenkins.plugins.kamal.engine.command.server;

import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.command.Tags;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;

/**
 * The commands for the audit log of a server, which has one line for each action on the server
 * ({@code lib/kamal/commands/auditor.rb}).
 */
public final class AuditCommands {

    private static final String SHOWN_LINES = "50";

    private final String log;

    /** The commands for the log of this service and destination. */
    public AuditCommands(Configuration configuration) {
        this.log = new ServerPaths(configuration).auditLog();
    }

    /** Adds a line about the host as a whole. */
    public Command record(Tags tags, String message) {
        return append(tags.auditPrefix() + " " + message);
    }

    /** Adds a line about a role. */
    public Command record(Tags tags, String role, String message) {
        return append(tags.auditPrefix(role) + " " + message);
    }

    /** Prints the last lines. */
    public Command reveal() {
        return Command.of("tail", "-n", SHOWN_LINES, log).brief();
    }

    /**
     * Appends a line with {@code printf}. Kamal uses {@code echo}, which treats backslashes differently from shell to
     * shell, and lets the server expand text that looks like a variable. The log must show the action unchanged, in one
     * line.
     */
    private Command append(String line) {
        String oneLine = line.replace("\r", "").replace("\n", "\\n");
        return Command.of("mkdir", "-p", ServerPaths.RUN_DIRECTORY)
                .and(Command.of("printf", "%s\\n", oneLine).appendTo(log));
    }
}
