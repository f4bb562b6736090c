package io.jenkins.plugins.kamal.engine.deploy.proxy;

import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the kamal-proxy that another deploy creates on a server at the same moment. Docker reserves the container's
 * name before the container can be started, so the start is repeated. No thread is blocked during the wait.
 */
final class SharedProxy {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int LOOKS = 120;

    /**
     * Docker's message about a name that another container has taken; here, the name was taken after this run had found
     * no container of that name.
     */
    private static final String NAME_TAKEN = "is already in use by container";

    private static final String NOT_THERE_YET = "No such container";

    private final Session session;
    private final Host host;
    private final Command start;

    SharedProxy(Session session, Host host, Command start) {
        this.session = session;
        this.host = host;
        this.start = start;
    }

    /** Whether a failure to create a proxy means that another deploy is creating one. */
    static boolean isMade(Output failure) {
        return failure.stderr().contains(NAME_TAKEN);
    }

    /** Completes when the proxy runs; fails if the proxy cannot be started, or does not exist within half a minute. */
    CompletableFuture<Void> join() {
        return look(LOOKS).thenRun(() -> session.log()
                .info(host, "Another deploy created kamal-proxy at the same time; both deploys use it"));
    }

    private CompletableFuture<Void> look(int left) {
        return session.servers().run(host, Script.of().attempt(start)).thenCompose(result -> {
            Output output = result.output(0);
            if (output.succeeded()) {
                return CompletableFuture.completedFuture(null);
            }
            if (left == 0 || !output.stderr().contains(NOT_THERE_YET)) {
                throw new CommandFailedException(host, output);
            }
            session.stop().check("while waiting for the kamal-proxy of another deploy on " + host);
            return after(PAUSE).thenCompose(waited -> look(left - 1));
        });
    }

    private static CompletableFuture<Void> after(Duration pause) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS));
    }
}
