package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.command.app.VisitorCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.canary.VisitorContainer;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.deploy.watch.WatchedContainer;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Starts the new container of one role on one host for some of the visitors, beside the one that serves the others, which
 * stays as it is.
 */
final class VisitorBoot {

    private final Session session;
    private final Host host;
    private final Role role;

    @CheckForNull
    private final Digest pushed;

    private final Configuration configuration;
    private final AppCommands app;
    private final ContainerStart start;
    private final ContainerName container;
    private volatile boolean answered;

    VisitorBoot(Session session, Host host, Role role, @CheckForNull Digest pushed) {
        this.session = session;
        this.host = host;
        this.role = role;
        this.pushed = pushed;
        this.configuration = session.configuration();
        this.app = new AppCommands(configuration, role, host);
        this.start = new ContainerStart(session, host, role);
        this.container = app.container(session.version()).forVisitors();
    }

    /** Whether a container of an earlier canary has the name of the new one. */
    boolean isInTheWay(VisitorContainer other) {
        return other.host().equals(host) && other.name().equals(container.toString());
    }

    /**
     * Starts the container and waits until kamal-proxy has found it healthy. It is left to the caller if it is not.
     *
     * @param clashes whether a container with its name is on the host, which gets another name
     * @param pulled the image that the host has pulled under the version's tag; null if the host has to be asked for it
     */
    CompletableFuture<WatchedContainer> start(boolean clashes, @CheckForNull RunningImage pulled) {
        Room room = clashes ? renaming() : Room.free(null);
        Script script = room.renaming()
                .then(start.preparation("Booted app version " + session.version() + " for some of the visitors"))
                .run(app.runForVisitors(session.version(), Session.randomHex(6)))
                .saying("Role " + role.name() + ": started the container of the canary");
        int runStep = script.steps().size() - 1;
        return session.servers()
                .run(host, script.attempt(start.digests(container, pulled)))
                .thenCompose(started -> {
                    answered = true;
                    DigestProof.require(started.output(runStep + 1), pushed, host, session.version());
                    return serve(started.output(runStep).stdout().strip());
                })
                .handle((started, failure) ->
                        failure == null ? CompletableFuture.completedFuture(started) : giveUp(failure, room))
                .thenCompose(result -> result);
    }

    private Room renaming() {
        ContainerName other = ContainerName.of(configuration, role, session.version() + "_" + Session.randomHex(8))
                .forVisitors();
        return new Room(null, Script.of(app.rename(container, other)), null, List.of());
    }

    private CompletableFuture<WatchedContainer> serve(String id) {
        String target = start.shortIds(List.of(id)).get(0);
        int port = role.proxy().orElseThrow().appPort();
        Script deploy = Script.of(new VisitorCommands(configuration, role).deploy(List.of(target + ":" + port)))
                .saying("Role " + role.name() + ": the container of the canary is healthy");
        return orStopped(session.servers().run(host, deploy))
                .thenApply(healthy -> new WatchedContainer(host, role, id));
    }

    /**
     * Ends the wait at once if a stop is requested before the container is healthy. It is stopped, so that kamal-proxy
     * cannot find it healthy any more.
     */
    private CompletableFuture<ScriptResult> orStopped(CompletableFuture<ScriptResult> healthy) {
        return CompletableFuture.anyOf(healthy, session.stop().asked()).thenCompose(first -> {
            if (healthy.isDone()) {
                return healthy;
            }
            session.log()
                    .info(host, "Stopping: the container of the canary of role " + role.name() + " will be removed");
            return session.servers()
                    .run(host, Script.of().attempt(app.stop(container)))
                    .thenApply(stopped -> {
                        throw new StoppedException("while role " + role.name() + " was booting on " + host);
                    });
        });
    }

    private CompletableFuture<WatchedContainer> giveUp(Throwable failure, Room room) {
        Throwable cause = ServerCommandRunner.cause(failure);
        if (cause instanceof StoppedException) {
            return CompletableFuture.failedFuture(cause);
        }
        return explained(cause, room).thenCompose(explained -> {
            session.log().tell(new DeployEvent.BootFailed(host.toString(), role.name(), BootFailure.report(explained)));
            return CompletableFuture.failedFuture(explained);
        });
    }

    /** The failure to report; no log is shown while the name may be that of the container of an earlier canary. */
    private CompletableFuture<Throwable> explained(Throwable failure, Room room) {
        boolean mayBeAnother = room.isFailedBy(failure) || !answered && room.isUnknownAfter(failure);
        return mayBeAnother
                ? CompletableFuture.completedFuture(failure)
                : new BootFailure(session, host, role, () -> CompletableFuture.completedFuture(container))
                        .tell(failure);
    }
}
