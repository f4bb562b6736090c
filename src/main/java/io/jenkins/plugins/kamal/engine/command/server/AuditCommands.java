package io.jenkins.plugins.kamal.engine.command.server;

import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.command.Tags;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;

/** The audit log of a server, one line for each thing that was done there ({@code lib/kamal/commands/auditor.rb}). */
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
        return Command.of("tail", "-n", SHOWN_LINES, log);
    }

    /**
     * Kamal says {@code echo}, whose treatment of backslashes differs from shell to shell, and lets the server expand
     * what looks like a variable; a log should say what was done, in one line.
     */
    private Command append(String line) {
        String oneLine = line.replace("\r", "").replace("\n", "\\n");
        return Command.of("mkdir", "-p", ServerPaths.RUN_DIRECTORY)
                .and(Command.of("printf", "%s\\n", oneLine).appendTo(log));
    }
}
