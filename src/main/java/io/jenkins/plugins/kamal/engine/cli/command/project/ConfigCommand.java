package io.jenkins.plugins.kamal.engine.cli.command.project;

import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.config.dump.ConfigurationDump;
import io.jenkins.plugins.kamal.engine.deploy.run.RequestedVersion;
import io.jenkins.plugins.kamal.engine.version.NoCommitException;
import picocli.CommandLine.Command;

/** {@code config}. */
@Command(name = "config", description = "Prints the merged configuration.")
public final class ConfigCommand extends TopLevelCommand {

    @Override
    public Integer call() {
        return new EngineRun(options(), CommandTask.of("config"))
                .print(loaded -> ConfigurationDump.toYaml(loaded.configuration(), version(loaded.version())));
    }

    /** The version. Before the first commit, this is the word that git prints in place of a commit, as in Kamal. */
    private static String version(RequestedVersion wanted) {
        try {
            return wanted.require().value();
        } catch (NoCommitException none) {
            return "HEAD";
        }
    }
}
