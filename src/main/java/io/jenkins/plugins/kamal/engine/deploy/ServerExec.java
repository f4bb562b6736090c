package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.command.server.ServerCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.ExecOptions;
import io.jenkins.plugins.kamal.engine.deploy.run.HostReport;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.TerminalSession;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;

/** Runs a command on the servers themselves ({@code exec} of {@code lib/kamal/cli/server.rb}). */
public final class ServerExec {

    private final Session session;
    private final String command;
    private final ExecOptions options;

    /** Prepares to run a command, given as shell text. */
    public ServerExec(Session session, String command, ExecOptions options) {
        this.session = session;
        this.command = command;
        this.options = options;
    }

    /** Runs the command and prints its output. */
    public void run() {
        options.requireSense(command);
        Command exec = new ServerCommands(session.configuration()).exec(command);
        if (options.interactive()) {
            TerminalSession terminal = new TerminalSession(session);
            terminal.require("leave the option out, and the command runs without one");
            terminal.interact(session.targets().primaryHost(), exec);
            return;
        }
        AuditCommands audit = new AuditCommands(session.configuration());
        String recorded = session.log().redactor().redact(command);
        new HostReport(session, "App")
                .raw(options.raw())
                .print(session.targets().hosts(), host -> Script.of(
                                audit.record(session.tags(), "Executed cmd '" + recorded + "' on " + host))
                        .attempt(exec));
    }
}
