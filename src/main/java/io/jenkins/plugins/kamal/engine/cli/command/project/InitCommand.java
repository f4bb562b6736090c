package io.jenkins.plugins.kamal.engine.cli.command.project;

import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code init}: writes the first files of a project. */
@Command(name = "init", description = "Creates config/deploy.yml, .kamal/secrets and sample hooks.")
public final class InitCommand extends TopLevelCommand {

    @Option(names = "--bundle", negatable = true, description = "Refused, because there is no gem to add to a Gemfile")
    private boolean bundle;

    @Override
    public Integer call() {
        if (bundle) {
            throw new EngineException(
                    Topic.COMMAND_LINE,
                    "`kamal init --bundle` adds Kamal's Ruby gem to a Gemfile, and this program needs"
                            + " no gem; leave the option out. Nothing was written");
        }
        ProcessContext process = options().process();
        try {
            new NewProject(process.directory(), process.out()::println).write();
        } catch (IOException e) {
            throw new UncheckedIOException("The files cannot be written", e);
        }
        return 0;
    }
}
