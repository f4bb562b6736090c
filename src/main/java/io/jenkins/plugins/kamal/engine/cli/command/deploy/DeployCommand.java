package io.jenkins.plugins.kamal.engine.cli.command.deploy;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.option.BuildOptions;
import io.jenkins.plugins.kamal.engine.cli.option.CanaryOptions;
import io.jenkins.plugins.kamal.engine.cli.option.ExpectedPlanOption;
import io.jenkins.plugins.kamal.engine.cli.option.OnFailure;
import io.jenkins.plugins.kamal.engine.cli.option.SecretsUploadOption;
import io.jenkins.plugins.kamal.engine.cli.option.WatchOptions;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.Deploy;
import io.jenkins.plugins.kamal.engine.deploy.DeployEnvironment;
import io.jenkins.plugins.kamal.engine.deploy.Setup;
import io.jenkins.plugins.kamal.engine.deploy.option.CanaryChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.RolloutChoices;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deploy}, {@code redeploy} and {@code setup}, which take the same options. */
public abstract class DeployCommand extends TopLevelCommand {

    private final Consumer<Session> work;

    @Spec
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private CommandSpec spec;

    @Mixin
    private final BuildOptions build = new BuildOptions();

    @Option(
            names = {"-P", "--skip-push", "--skip_push"},
            negatable = true,
            description = "Do not build or push the image; use the image in the registry")
    private boolean skipPush;

    @Option(
            names = "--on-failure",
            paramLabel = "stop|rollback",
            converter = OnFailure.Converter.class,
            description =
                    "What to do with hosts that already serve the new version if the deploy fails on another host: "
                            + "stop leaves them as they are, rollback takes them back to the previous version (default: stop)")
    private OnFailure onFailure = OnFailure.STOP;

    @Option(
            names = "--expect",
            paramLabel = "FINGERPRINT",
            converter = ExpectedPlanOption.class,
            description =
                    "Deploy only if the servers still match the plan with this fingerprint, which 'kamal plan' prints")
    @CheckForNull
    private String expectedPlan;

    @Option(
            names = "--migrate",
            paramLabel = "COMMAND",
            description =
                    "Run this command once before the first boot, on the primary host, in a container of the new image; "
                            + "boot nothing if it fails")
    @CheckForNull
    private String migration;

    @Option(
            names = "--environment-only",
            description =
                    "Only with 'deploy' and 'redeploy': boot the version that runs on all hosts again, with the environment of "
                            + "the configuration; refuse to if anything else would change. Builds and pulls nothing")
    private boolean environmentOnly;

    @Mixin
    private final WatchOptions watch = new WatchOptions();

    @Mixin
    private final CanaryOptions canary = new CanaryOptions();

    @Mixin
    private final VisitorOptions visitors = new VisitorOptions();

    @Mixin
    private final SecretsUploadOption secrets = new SecretsUploadOption();

    private DeployCommand(Consumer<Session> work) {
        this.work = work;
    }

    @Override
    public final Integer call() {
        if (expectedPlan != null && secrets.isSkipped()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--expect cannot be combined with --skip-secrets-upload: the servers are compared with the plan by"
                            + " means of the secrets of the app, which are not used here. Leave out one of them");
        }
        CanaryChoices chosenCanary = canary.choices().orElse(null);
        if (environmentOnly) {
            requireEnvironmentAlone(chosenCanary);
        }
        CommandTask command = CommandTask.of(spec.name());
        CommandTask task = build.applyTo(environmentOnly ? command : command.ofCheckout(), skipPush || environmentOnly)
                .rollingOut(RolloutChoices.PLAIN
                        .rollingBack(onFailure == OnFailure.ROLLBACK)
                        .expecting(expectedPlan)
                        .migratingWith(migration)
                        .watching(watch.chosen())
                        .withCanary(chosenCanary)
                        .forVisitors(visitors.chosen(chosenCanary != null, environmentOnly))
                        .changingEnvironmentOnly(environmentOnly)
                        .keepingSecrets(secrets.isSkipped()));
        return new EngineRun(options(), task)
                .run(environmentOnly ? session -> new DeployEnvironment(session).run() : work);
    }

    private void requireEnvironmentAlone(@CheckForNull CanaryChoices chosenCanary) {
        String other = spec.name().equals("setup")
                ? "setup, which deploys a new version"
                : migration != null
                        ? "--migrate, because a migration belongs to a new version"
                        : chosenCanary != null && chosenCanary.pauses()
                                ? "--canary-pause, because the version is the same on all hosts, so that nobody could tell how far"
                                        + " the deploy has come"
                                : "";
        if (!other.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--environment-only cannot be combined with " + other + ". Leave out one of them");
        }
    }

    /** {@code deploy}. */
    @Command(name = "deploy", description = "Builds, pushes and deploys the app.")
    public static final class Whole extends DeployCommand {

        public Whole() {
            super(session -> new Deploy(session, true).run());
        }
    }

    /** {@code redeploy}. */
    @Command(name = "redeploy", description = "Deploys the app without booting kamal-proxy and without pruning.")
    public static final class Again extends DeployCommand {

        public Again() {
            super(session -> new Deploy(session, false).run());
        }
    }

    /** {@code setup}. */
    @Command(
            name = "setup",
            description = "Installs Docker where it is missing, boots the accessories, and deploys the app.")
    public static final class First extends DeployCommand {

        public First() {
            super(session -> new Setup(session).run());
        }
    }
}
