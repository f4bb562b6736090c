package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.Deploy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code deploy}. */
@Command(name = "deploy", description = "Builds, pushes and deploys the app.")
final class DeployCommand implements Callable<Integer> {

    @ParentCommand
    private KamalCommand kamal;

    @Mixin
    private BuildOptions build;

    @Override
    public Integer call() {
        return new EngineRun(kamal.options(), build.applyTo(Task.of("deploy").ofCheckout()))
                .run(session -> new Deploy(session, true).run());
    }
}
