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
 * The kamal-proxy that another deploy makes on a server at the same moment. Docker gives its name away before there is
 * a container that could be started, so it is waited for; no thread waits with it.
 */
final class SharedProxy {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int LOOKS = 120;

    /** What Docker says of a name that another container took, here since we saw that nobody had it. */
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

    /** Whether this failure to make a proxy means that another deploy makes one. */
    static boolean isMade(Output failure) {
        return failure.stderr().contains(NAME_TAKEN);
    }

    /** Completes when it runs; fails where it cannot be started, or is not there within half a minute. */
    CompletableFuture<Void> join() {
        return look(LOOKS).thenRun(() -> session.log()
                .info(host, "Another deploy made kamal-proxy at the same moment; it serves both"));
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
            session.stop().check("while another deploy's kamal-proxy was waited for on " + host);
            return after(PAUSE).thenCompose(waited -> look(left - 1));
        });
    }

    private static CompletableFuture<Void> after(Duration pause) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS));
    }
}
