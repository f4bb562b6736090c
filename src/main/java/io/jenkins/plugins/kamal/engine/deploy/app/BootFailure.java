package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.concurrent.CompletableFuture;

/** Shows why a container did not boot: its log and its health, before it is removed. */
final class BootFailure {

    private final Session session;
    private final Host host;
    private final BootContainer container;

    BootFailure(Session session, Host host, BootContainer container) {
        this.session = session;
        this.host = host;
        this.container = container;
    }

    /** Logs the failure, log and health; never fails itself. */
    CompletableFuture<Void> tell(Throwable failure) {
        if (failure instanceof StoppedException) {
            return CompletableFuture.completedFuture(null);
        }
        session.log().important("    [" + host + "] " + failure.getMessage());
        Script script = Script.of();
        for (Command question : container.questionsAfterFailure()) {
            script = script.attempt(question);
        }
        return session.servers().run(host, script).handle((answers, unreachable) -> {
            if (answers != null) {
                answers.outputs().forEach(this::show);
            }
            return null;
        });
    }

    private void show(Output output) {
        if (!output.stdout().isBlank() && !output.stdout().strip().equals("null")) {
            session.log().important("    [" + host + "] " + output.command() + ":");
            output.stdout().lines().forEach(line -> session.log().important("    [" + host + "]   " + line));
        }
    }
}
