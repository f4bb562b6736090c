package io.jenkins.plugins.kamal.engine.deploy.boot;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.Instances;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Waits until a container without a proxy is healthy: its health check succeeds, or it still runs after the readiness
 * delay ({@code lib/kamal/cli/healthcheck/poller.rb}). No thread is blocked during the wait.
 */
final class HealthPoll {

    private static final Set<String> HEALTHY = Set.of("running", "healthy");
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Session session;
    private final Host host;
    private final Command question;
    private final Function<Duration, CompletableFuture<Void>> wait;
    private final Instant giveUp;

    /**
     * What the server has said about the container.
     *
     * @param status {@code running}, {@code healthy}, or another word of Docker; empty if it is unknown
     * @param complaint why it is unknown
     */
    private record State(String status, String complaint) {

        String described() {
            boolean isGone = complaint.isEmpty() || complaint.contains("No such ");
            return !status.isEmpty()
                    ? "it is " + status
                    : isGone ? "it is gone" : "its state cannot be read: " + complaint;
        }
    }

    /** The wait for a container; {@code question} asks for its status. */
    HealthPoll(Session session, Host host, Command question) {
        this(session, host, question, HealthPoll::after);
    }

    /** Does the same, with another way to let time pass. */
    HealthPoll(Session session, Host host, Command question, Function<Duration, CompletableFuture<Void>> wait) {
        this.session = session;
        this.host = host;
        this.question = question;
        this.wait = wait;
        this.giveUp = session.log()
                .clock()
                .instant()
                .plus(session.configuration().timeouts().deploy());
    }

    /** Completes when all of these containers, which exist, are healthy, and fails if one does not become healthy in time. */
    static CompletableFuture<Void> ofAll(Session session, Host host, AppCommands app, Instances containers) {
        return CompletableFuture.allOf(containers.names().stream()
                .map(name -> new HealthPoll(session, host, app.status(name, name.toString())).untilHealthy())
                .toArray(CompletableFuture[]::new));
    }

    /** Completes when the container is healthy, and fails if it does not become healthy within the deploy timeout. */
    CompletableFuture<Void> untilHealthy() {
        return ask().thenCompose(this::untilHealthy);
    }

    /** Does the same, with the status of this moment. */
    CompletableFuture<Void> untilHealthy(String status) {
        return untilHealthy(new State(status, ""));
    }

    private CompletableFuture<Void> untilHealthy(State state) {
        return (state.status().equals("running")
                        ? afterReadinessDelay(state)
                        : CompletableFuture.completedFuture(state))
                .thenCompose(this::judge);
    }

    private CompletableFuture<State> afterReadinessDelay(State running) {
        Duration delay = session.configuration().timeouts().readinessDelay();
        if (delay.isZero()) {
            return CompletableFuture.completedFuture(running);
        }
        session.log()
                .info(
                        host,
                        "The container is running and counts as ready if it is still running in "
                                + RunLog.seconds(delay));
        return wait.apply(delay).thenCompose(waited -> ask());
    }

    /** Whether what {@link AppCommands#status} printed is the status of a healthy container. */
    static boolean isHealthy(String printed) {
        return HEALTHY.contains(printed.strip());
    }

    private CompletableFuture<Void> judge(State state) {
        if (isHealthy(state.status())) {
            return CompletableFuture.completedFuture(null);
        }
        if (!session.log().clock().instant().isBefore(giveUp)) {
            throw new DeployException(
                    Topic.BOOT,
                    "The container on " + host + " was not ready after "
                            + RunLog.seconds(session.configuration().timeouts().deploy()) + " (" + state.described()
                            + ")");
        }
        session.stop().check("while waiting for a container on " + host);
        return wait.apply(PAUSE).thenCompose(waited -> untilHealthy());
    }

    private CompletableFuture<State> ask() {
        return session.servers()
                .run(host, Script.of().attempt(question))
                .thenApply(result -> new State(
                        result.output(0).stdout().strip(),
                        result.output(0).stderr().strip()));
    }

    private static CompletableFuture<Void> after(Duration delay) {
        Executor later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, later);
    }
}
