package io.jenkins.plugins.kamal.engine.cli.command.project;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.command.KamalCommand;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.config.dump.ConfigurationDump;
import io.jenkins.plugins.kamal.engine.deploy.run.RequestedVersion;
import io.jenkins.plugins.kamal.engine.version.NoCommitException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code config}. */
@Command(name = "config", description = "Prints the configuration with everything merged.")
public final class ConfigCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private KamalCommand kamal;

    @Override
    public Integer call() {
        return new EngineRun(kamal.options(), CommandTask.of("config"))
                .print(loaded -> ConfigurationDump.toYaml(loaded.configuration(), version(loaded.version())));
    }

    /** Before the first commit it is the word that git prints in place of a commit, as in Kamal. */
    private static String version(RequestedVersion wanted) {
        try {
            return wanted.require().value();
        } catch (NoCommitException none) {
            return "HEAD";
        }
    }
}
