package io.jenkins.plugins.kamal.engine.cli.command.project;

import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.ruby.GemVersion;
import picocli.CommandLine.Command;

/** {@code version}: prints the version of Kamal that the engine behaves like, because that is what scripts ask for. */
@Command(name = "version", description = "Prints the version of Kamal that this program is compatible with.")
public final class VersionCommand extends TopLevelCommand {

    @Override
    public Integer call() {
        return new EngineRun(options(), CommandTask.of("version")).print(GemVersion.KAMAL);
    }
}
