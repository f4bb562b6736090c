package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.Rollback;
import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code rollback}. */
@Command(name = "rollback", description = "Boots an earlier version again.")
final class RollbackCommand implements Callable<Integer> {

    @ParentCommand
    private KamalCommand kamal;

    @Parameters(paramLabel = "VERSION", description = "The version to go back to")
    private String version;

    @Option(names = "--digest", hidden = true, description = "The digest under which the version was pushed")
    private String digest;

    @Override
    public Integer call() {
        Task task = Task.of("rollback")
                .about(version)
                .proving(Optional.ofNullable(digest).map(Digest::new));
        return new EngineRun(kamal.options(), task).run(session -> new Rollback(session).run());
    }
}
