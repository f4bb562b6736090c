package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.app.Instances;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.deploy.watch.WatchedContainer;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The boots of one rollout. The other roles wait for the first healthy container of the primary role; each old
 * container is stopped as soon as its successor serves.
 */
final class RolloutBoots {

    private final Session session;

    @CheckForNull
    private final Digest pushed;

    private final ServedVersions served;
    private final SwitchBack switchBack;
    private final Barrier barrier = new Barrier();
    private final Queue<CompletableFuture<Void>> stopping = new ConcurrentLinkedQueue<>();
    private final Queue<WatchedContainer> started = new ConcurrentLinkedQueue<>();

    /**
     * Creates the boots on these hosts. If none of them runs the primary role of the session, the other roles wait for
     * nothing.
     */
    RolloutBoots(
            Session session,
            List<Host> hosts,
            @CheckForNull Digest pushed,
            ServedVersions served,
            SwitchBack switchBack) {
        this.session = session;
        this.pushed = pushed;
        this.served = served;
        this.switchBack = switchBack;
        if (hosts.stream()
                .flatMap(host -> session.targets().rolesOn(host).stream())
                .noneMatch(session.targets()::isPrimary)) {
            barrier.open();
        }
    }

    /** Waits until the old containers have stopped, which may take as long as their grace period. */
    void awaitOldStopped() {
        for (CompletableFuture<Void> old = stopping.poll(); old != null; old = stopping.poll()) {
            old.join();
        }
    }

    /** The containers that serve the new version now. */
    List<WatchedContainer> started() {
        return List.copyOf(started);
    }

    /** Boots a role on a host; {@code group} is the index of the host's group. */
    CompletableFuture<Void> boot(int group, Host host, Role role, HostFacts facts) {
        boolean primary = session.targets().isPrimary(role);
        BootContainer container = new BootContainer(session, host, role, pushed, served);
        ContainerList list = facts.containersOn(host);
        String oldId = list == null
                ? null
                : list.servingId(session.configuration(), role).orElse(null);
        CompletableFuture<Void> booted = container.makeRoom(list).thenCompose(room -> (primary
                        ? CompletableFuture.<Void>completedFuture(null)
                        : waitForPrimary(host, role))
                .thenCompose(go -> start(container, room, facts.imageOn(host), host, primary))
                .thenAccept(healthy -> {
                    container.report().booted(healthy);
                    healthy.ids().forEach(id -> started.add(new WatchedContainer(host, role, id)));
                    switchBack.remember(group, host, container, room.old());
                    Instances old = room.old();
                    if (old != null) {
                        stopping.add(container.old(old).stop(oldId));
                    }
                }));
        return booted.whenComplete((done, failure) -> {
            if (failure != null && !(ServerCommandRunner.cause(failure) instanceof StoppedException)) {
                session.log()
                        .tell(new DeployEvent.BootFailed(
                                host.toString(), role.name(), BootFailure.report(ServerCommandRunner.cause(failure))));
            }
            if (failure != null && primary) {
                barrier.close();
            }
        });
    }

    private CompletableFuture<StartedInstances> start(
            BootContainer container, Room room, @CheckForNull RunningImage pulled, Host host, boolean primary) {
        return container
                .startNew(room, pulled)
                .handle((started, failure) -> failure == null
                        ? CompletableFuture.completedFuture(started)
                        : giveUp(container, room, host, primary, ServerCommandRunner.cause(failure)))
                .thenCompose(result -> result)
                .thenApply(started -> {
                    if (primary && barrier.open()) {
                        session.log()
                                .info(
                                        host,
                                        "The first container of the primary role is healthy; the other roles boot now");
                    }
                    return started;
                });
    }

    private CompletableFuture<StartedInstances> giveUp(
            BootContainer container, Room room, Host host, boolean primary, Throwable failure) {
        if (container.hasStartedNone(failure, room)) {
            return CompletableFuture.failedFuture(failure);
        }
        if (primary && barrier.close()) {
            session.log()
                    .info(
                            host,
                            "The first container of the primary role is not healthy; the other roles stay as they are");
        }
        return container.explained(failure, room).thenCompose(explained -> container
                .giveUp(failure, room)
                .thenCompose(stopped -> CompletableFuture.failedFuture(explained)));
    }

    private CompletableFuture<Void> waitForPrimary(Host host, Role role) {
        return barrier.whenDecided().thenApply(open -> {
            if (!open) {
                throw new DeployException(
                        Topic.BOOT,
                        "Role " + role.name() + " is not booted on " + host
                                + ", because the first container of the primary role is not healthy");
            }
            return null;
        });
    }
}
