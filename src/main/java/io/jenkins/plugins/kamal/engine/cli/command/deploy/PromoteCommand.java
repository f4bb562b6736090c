package io.jenkins.plugins.kamal.engine.cli.command.deploy;

import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.option.OnFailure;
import io.jenkins.plugins.kamal.engine.cli.option.PushedImages;
import io.jenkins.plugins.kamal.engine.cli.option.SecretsUploadOption;
import io.jenkins.plugins.kamal.engine.cli.option.WatchOptions;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.Deploy;
import io.jenkins.plugins.kamal.engine.deploy.option.BuildChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.RolloutChoices;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployScope;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code promote}, which Kamal does not have. */
@Command(
        name = "promote",
        description =
                "Deploys the version of a canary to the other hosts, without a build. Fails if no host serves it.")
public final class PromoteCommand extends TopLevelCommand {

    @Option(
            names = "--on-failure",
            paramLabel = "stop|rollback",
            converter = OnFailure.Converter.class,
            description =
                    "What to do with hosts that this command has taken to the new version if it fails on another host: "
                            + "stop leaves them as they are, rollback takes them back to the previous version. The hosts "
                            + "of the canary keep the new version (default: stop)")
    private OnFailure onFailure = OnFailure.STOP;

    @Mixin
    private final WatchOptions watch = new WatchOptions();

    @Mixin
    private final PushedImages pushed = new PushedImages();

    @Mixin
    private final SecretsUploadOption secrets = new SecretsUploadOption();

    @Override
    public Integer call() {
        CommandTask task = CommandTask.of("promote")
                .ofCheckout()
                .building(new BuildChoices(true, false, false, Map.of()).knowing(pushed.byImage()))
                .rollingOut(RolloutChoices.PLAIN
                        .rollingBack(onFailure == OnFailure.ROLLBACK)
                        .watching(watch.chosen())
                        .keepingSecrets(secrets.isSkipped()));
        return new EngineRun(options(), task).run(session -> new Deploy(session, DeployScope.PROMOTE).run());
    }
}
