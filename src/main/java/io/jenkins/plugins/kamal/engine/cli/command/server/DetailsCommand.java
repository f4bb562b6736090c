package io.jenkins.plugins.kamal.engine.cli.command.server;

import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.Details;
import picocli.CommandLine.Command;

/** {@code details}. */
@Command(name = "details", description = "Prints all containers of the service, of kamal-proxy and of the accessories.")
public final class DetailsCommand extends TopLevelCommand {

    @Override
    public Integer call() {
        return new EngineRun(options(), CommandTask.of("details")).run(session -> new Details(session).print());
    }
}
