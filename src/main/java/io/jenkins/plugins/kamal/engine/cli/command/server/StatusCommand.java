package io.jenkins.plugins.kamal.engine.cli.command.server;

import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.option.KnownCanaryOption;
import io.jenkins.plugins.kamal.engine.cli.option.PushedImages;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.option.BuildChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.RolloutChoices;
import io.jenkins.plugins.kamal.engine.deploy.status.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}, which Kamal does not have. */
@Command(
        name = "status",
        description = "Says how the servers differ from the configuration. Changes nothing and takes no lock.")
public final class StatusCommand extends TopLevelCommand {

    @Option(
            names = {"--fail-on-drift", "--fail_on_drift"},
            description = "Fail if a server differs from what is expected")
    private boolean failOnDrift;

    @Mixin
    private final PushedImages pushed = new PushedImages();

    @Mixin
    private final KnownCanaryOption open = new KnownCanaryOption();

    @Override
    public Integer call() {
        CommandTask task = CommandTask.of("status")
                .building(BuildChoices.WHOLE.knowing(pushed.byImage()))
                .rollingOut(RolloutChoices.PLAIN.knowing(open.canary()));
        return new EngineRun(options(), task).run(session -> new Status(session, failOnDrift).run());
    }
}
