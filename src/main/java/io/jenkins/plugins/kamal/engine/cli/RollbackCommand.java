package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.Rollback;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code rollback}. */
@Command(name = "rollback", description = "Boots an earlier version again.")
final class RollbackCommand implements Callable<Integer> {

    @ParentCommand
    private KamalCommand kamal;

    @Parameters(paramLabel = "VERSION", description = "The version to go back to")
    private String version;

    @Mixin
    private PushedImages pushed;

    @Override
    public Integer call() {
        Task task = Task.of("rollback").about(version).building(Task.Build.WHOLE.knowing(pushed.byImage()));
        return new EngineRun(kamal.options(), task).run(session -> new Rollback(session).run());
    }
}
