package io.jenkins.plugins.kamal.engine.cli.command.server;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.command.KamalCommand;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.Details;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code details}. */
@Command(name = "details", description = "Prints all containers of the service.")
public final class DetailsCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private KamalCommand kamal;

    @Override
    public Integer call() {
        return new EngineRun(kamal.options(), CommandTask.of("details")).run(session -> new Details(session).print());
    }
}
