package io.jenkins.plugins.kamal.engine.cli.command;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.option.BuildOptions;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.Deploy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code deploy}. */
@Command(name = "deploy", description = "Builds, pushes and deploys the app.")
final class DeployCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private KamalCommand kamal;

    @Mixin
    private final BuildOptions build = new BuildOptions();

    @Option(
            names = {"-P", "--skip-push", "--skip_push"},
            negatable = true,
            description = "Neither build nor push; take the image from the registry")
    private boolean skipPush;

    @Override
    public Integer call() {
        return new EngineRun(
                        kamal.options(), build.applyTo(CommandTask.of("deploy").ofCheckout(), skipPush))
                .run(session -> new Deploy(session, true).run());
    }
}
