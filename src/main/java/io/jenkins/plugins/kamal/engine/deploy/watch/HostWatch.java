package io.jenkins.plugins.kamal.engine.deploy.watch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.plan.WatchQuestions;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.TerminalSession;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Watches the new containers of one host. */
final class HostWatch {

    /** The log is read from five minutes before the watch, to compare the new version with the one before. */
    private static final LogOptions LOG = new LogOptions(false, "300s", null, null, null, true);

    private final Session session;
    private final Host host;
    private final List<WatchedContainer> containers;
    private final HostTraffic traffic;
    private final boolean proxied;

    @CheckForNull
    private volatile String problem;

    HostWatch(Session session, Host host, List<WatchedContainer> containers) {
        this.session = session;
        this.host = host;
        this.containers = List.copyOf(containers);
        List<WatchedContainer> behindProxy = containers.stream()
                .filter(container -> container.role().behindProxy())
                .toList();
        this.proxied = !behindProxy.isEmpty();
        this.traffic = new HostTraffic(
                behindProxy.stream()
                        .map(container -> ContainerName.prefix(session.configuration(), container.role()))
                        .collect(Collectors.toSet()),
                behindProxy.stream().map(WatchedContainer::target).collect(Collectors.toSet()));
    }

    Host host() {
        return host;
    }

    /** Follows kamal-proxy's log until the future completes. */
    void followUntil(CompletableFuture<Void> end) {
        if (proxied) {
            new TerminalSession(session)
                    .follow(host, new ProxyCommands(session.configuration(), host).logs(LOG), traffic, end)
                    .whenComplete((status, failure) -> {
                        if (!end.isDone()) {
                            problem = reason(status, failure);
                        }
                    });
        }
    }

    private String reason(@CheckForNull Integer status, @CheckForNull Throwable failure) {
        String why = failure != null
                ? ServerCommandRunner.cause(failure).getMessage()
                : status != null && status != 0
                        ? traffic.lastUnreadable(session.log().redactor()).orElse("exit status " + status)
                        : "kamal-proxy was stopped or restarted";
        return "kamal-proxy's log could not be followed to the end of the watch: " + why;
    }

    /** The requests that the new containers have answered so far. */
    RequestFigures now() {
        return traffic.now();
    }

    /** Asks what happened to the containers. Never fails: what cannot be known is a problem in the figures. */
    CompletableFuture<HostFigures> figures() {
        List<String> ids = containers.stream().map(WatchedContainer::id).toList();
        Script questions = Script.of().attempt(WatchQuestions.conditions(ids)).attempt(WatchQuestions.outOfMemory(ids));
        return session.servers()
                .run(host, questions)
                .thenApply(answers -> answers(answers.output(0), answers.output(1), ids))
                .exceptionally(failure -> figures(
                        ContainerTroubles.NONE,
                        ServerCommandRunner.cause(failure).getMessage()));
    }

    /** Whether a container no longer runs, was restarted, or ran out of memory. Never fails. */
    CompletableFuture<Boolean> isInTrouble() {
        return figures().thenApply(figures -> figures.troubles().any());
    }

    private HostFigures answers(Output conditions, Output outOfMemory, List<String> ids) {
        return figures(
                ContainerTroubles.read(conditions, outOfMemory, ids),
                ContainerTroubles.unanswered(conditions, outOfMemory, ids).orElse(null));
    }

    private HostFigures figures(ContainerTroubles troubles, @CheckForNull String unanswered) {
        String known = problem;
        return new HostFigures(
                host,
                proxied,
                traffic.before(),
                traffic.now(),
                troubles,
                known != null || unanswered == null
                        ? known
                        : "the new containers could not be inspected: " + unanswered);
    }
}
