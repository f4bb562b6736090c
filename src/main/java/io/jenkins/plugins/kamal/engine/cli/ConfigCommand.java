package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.config.ConfigurationDump;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code config}. */
@Command(name = "config", description = "Prints the configuration with everything merged.")
final class ConfigCommand implements Callable<Integer> {

    @ParentCommand
    private KamalCommand kamal;

    @Override
    public Integer call() {
        return new EngineRun(kamal.options(), Task.of("config"))
                .print(loaded -> ConfigurationDump.toYaml(
                        loaded.configuration(), loaded.version().require().value()));
    }
}
