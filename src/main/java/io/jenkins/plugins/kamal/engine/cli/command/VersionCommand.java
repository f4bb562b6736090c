package io.jenkins.plugins.kamal.engine.cli.command;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code version}: which Kamal this behaves like, since that is what scripts ask for. */
@Command(name = "version", description = "Prints the version of Kamal that this behaves like.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println("2.12.0");
        return 0;
    }
}
