package io.jenkins.plugins.kamal.engine.cli.command.server;

import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.AuditReport;
import picocli.CommandLine.Command;

/** {@code audit}. */
@Command(name = "audit", description = "Prints the audit log of each server.")
public final class AuditCommand extends TopLevelCommand {

    @Override
    public Integer call() {
        return new EngineRun(options(), CommandTask.of("audit")).run(session -> new AuditReport(session).print());
    }
}
