package io.jenkins.plugins.kamal.engine.cli.command.deploy;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.option.PushedImages;
import io.jenkins.plugins.kamal.engine.cli.option.SecretsUploadOption;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.Rollback;
import io.jenkins.plugins.kamal.engine.deploy.option.BuildChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.RolloutChoices;
import io.jenkins.plugins.kamal.engine.version.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollback}. */
@Command(name = "rollback", description = "Boots an earlier version.")
public final class RollbackCommand extends TopLevelCommand {

    @Parameters(paramLabel = "VERSION", description = "The version to go back to")
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command, and refuses a command line without it")
    private Version version;

    @Option(
            names = "--only-where-missing",
            description = "Leave hosts alone that already serve the version, as after a canary")
    private boolean onlyWhereMissing;

    @Option(
            names = "--redeploy-missing",
            description =
                    "Pull the image from the registry on hosts that have no container of the version any more, and"
                            + " deploy it there again, instead of failing")
    private boolean redeployMissing;

    @Mixin
    private final PushedImages pushed = new PushedImages();

    @Mixin
    private final SecretsUploadOption secrets = new SecretsUploadOption();

    @Override
    public Integer call() {
        CommandTask task = CommandTask.of("rollback")
                .about(version)
                .building(BuildChoices.WHOLE.knowing(pushed.byImage()))
                .rollingOut(
                        RolloutChoices.PLAIN.onlyWhereMissing(onlyWhereMissing).keepingSecrets(secrets.isSkipped()));
        return new EngineRun(options(), task).run(session -> new Rollback(session, redeployMissing).run());
    }
}
