package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.HostReport;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.shell.Script;

/** Shows the audit logs of the servers ({@code audit} of {@code lib/kamal/cli/main.rb}). */
public final class AuditReport {

    private final Session session;

    public AuditReport(Session session) {
        this.session = session;
    }

    /** Prints the last lines of each server's audit log. */
    public void print() {
        AuditCommands audit = new AuditCommands(session.configuration());
        new HostReport(session, "App")
                .print(session.targets().hosts(), host -> Script.of().attempt(audit.reveal()));
    }
}
