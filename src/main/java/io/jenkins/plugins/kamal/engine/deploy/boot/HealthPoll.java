package io.jenkins.plugins.kamal.engine.deploy.boot;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.Instances;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a container without a proxy is healthy: its health check succeeds, or it still runs after the readiness
 * delay ({@code lib/kamal/cli/healthcheck/poller.rb}). No thread is blocked during the wait.
 */
final class HealthPoll {

    private static final Set<String> HEALTHY = Set.of("running", "healthy");
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Session session;
    private final Host host;
    private final Command status;
    private final Instant giveUp;

    HealthPoll(Session session, Host host, Command status) {
        this.session = session;
        this.host = host;
        this.status = status;
        this.giveUp = session.log()
                .clock()
                .instant()
                .plus(session.configuration().timeouts().deploy());
    }

    /** Completes when all of these containers are healthy, and fails if one does not become healthy in time. */
    static CompletableFuture<Void> ofAll(Session session, Host host, AppCommands app, Instances containers) {
        return CompletableFuture.allOf(containers.names().stream()
                .map(name -> new HealthPoll(session, host, app.status(name)).untilHealthy())
                .toArray(CompletableFuture[]::new));
    }

    /** Completes when the container is healthy, and fails if it does not become healthy within the deploy timeout. */
    CompletableFuture<Void> untilHealthy() {
        return ask().thenCompose(answer -> state(answer).equals("running")
                        ? afterReadinessDelay(answer)
                        : CompletableFuture.completedFuture(answer))
                .thenCompose(this::judge);
    }

    private CompletableFuture<Output> afterReadinessDelay(Output running) {
        Duration delay = session.configuration().timeouts().readinessDelay();
        if (delay.isZero()) {
            return CompletableFuture.completedFuture(running);
        }
        session.log()
                .info(
                        host,
                        "The container is running and counts as ready if it is still running in "
                                + RunLog.seconds(delay));
        return after(delay).thenCompose(waited -> ask());
    }

    /** Whether the answer to {@link AppCommands#status} is that of a healthy container. */
    static boolean isHealthy(Output answer) {
        return HEALTHY.contains(state(answer));
    }

    private CompletableFuture<Void> judge(Output answer) {
        if (isHealthy(answer)) {
            return CompletableFuture.completedFuture(null);
        }
        if (!session.log().clock().instant().isBefore(giveUp)) {
            throw new DeployException(
                    Topic.BOOT,
                    "The container on " + host + " was not ready after "
                            + RunLog.seconds(session.configuration().timeouts().deploy()) + " (" + described(answer)
                            + ")");
        }
        session.stop().check("while waiting for a container on " + host);
        return after(PAUSE).thenCompose(waited -> untilHealthy());
    }

    private static String state(Output answer) {
        return answer.stdout().strip();
    }

    private static String described(Output answer) {
        String complaint = answer.stderr().strip();
        return !state(answer).isEmpty()
                ? "it is " + state(answer)
                : complaint.isEmpty() ? "it is gone" : "its state cannot be read: " + complaint;
    }

    private CompletableFuture<Output> ask() {
        return session.servers().run(host, Script.of().attempt(status)).thenApply(result -> result.output(0));
    }

    private static CompletableFuture<Void> after(Duration delay) {
        Executor later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, later);
    }
}
