package io.jenkins.plugins.kamal.engine.cli;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.config.ConfigurationDump;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code config}. */
@Command(name = "config", description = "Prints the configuration with everything merged.")
final class ConfigCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private KamalCommand kamal;

    @Override
    public Integer call() {
        return new EngineRun(kamal.options(), Task.of("config"))
                .print(loaded -> ConfigurationDump.toYaml(
                        loaded.configuration(), loaded.version().require().value()));
    }
}
