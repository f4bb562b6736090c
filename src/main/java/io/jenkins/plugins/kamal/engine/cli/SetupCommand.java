package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.Setup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code setup}. */
@Command(name = "setup", description = "Installs Docker where it is missing, boots the accessories, and deploys the app.")
final class SetupCommand implements Callable<Integer> {

    @ParentCommand
    private KamalCommand kamal;

    @Mixin
    private BuildOptions build;

    @Override
    public Integer call() {
        return new EngineRun(kamal.options(), build.applyTo(Task.of("setup").ofCheckout()))
                .run(session -> new Setup(session).run());
    }
}
