package io.jenkins.plugins.kamal.engine.cli.command.project;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.command.KamalCommand;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code version}: which Kamal this behaves like, since that is what scripts ask for. */
@Command(name = "version", description = "Prints the version of Kamal that this behaves like.")
public final class VersionCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private KamalCommand kamal;

    @Override
    public Integer call() {
        return new EngineRun(kamal.options(), CommandTask.of("version")).print("2.12.0");
    }
}
