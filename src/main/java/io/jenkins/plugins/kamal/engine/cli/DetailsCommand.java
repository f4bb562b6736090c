package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.Details;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code details}. */
@Command(name = "details", description = "Prints all containers of the service.")
final class DetailsCommand implements Callable<Integer> {

    @ParentCommand
    private KamalCommand kamal;

    @Override
    public Integer call() {
        return new EngineRun(kamal.options(), Task.of("details")).run(session -> new Details(session).print());
    }
}
