package io.jenkins.plugins.kamal.engine.deploy.app;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Boot;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.run.CleanUp;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.HostRoles;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.host.selection.BootGroups;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Boots the version on all hosts, group by group, and the hosts of a group at the same time ({@code boot} of
 * {@code lib/kamal/cli/app.rb}). The other roles wait for the first healthy container of the primary role.
 */
public final class AppRollout {

    private static final String POST_APP_BOOT = "post-app-boot";

    private final Session session;
    private final Hooks hooks;

    @CheckForNull
    private final Digest pushed;

    private final Barrier barrier = new Barrier();
    private final ServedVersions served;
    private final SwitchBack switchBack;
    private final Queue<CompletableFuture<Void>> stopping = new ConcurrentLinkedQueue<>();

    /**
     * A rollout of the session's version.
     *
     * @param pushed the digest that every container must come from, if it is known
     */
    public AppRollout(Session session, @CheckForNull Digest pushed) {
        this.session = session;
        this.hooks = new Hooks(session);
        this.pushed = pushed;
        this.served = new ServedVersions(session.log());
        this.switchBack = new SwitchBack(session);
    }

    public void run() {
        for (Host host : session.targets().appHosts()) {
            session.targets().rolesOn(host).forEach(role -> served.planned(host, role.name()));
        }
        try {
            rollOut();
            tagLatest();
            switchBack.noLongerNeeded();
        } catch (StoppedException e) {
            throw e.serving(served.lines());
        } catch (DeployException e) {
            throw afterFailure(e, e.exitStatus());
        } catch (EngineException e) {
            throw afterFailure(e, 1);
        } finally {
            awaitOldStopped();
        }
    }

    /** The failure with what serves now; several hosts that were stopped at the same time end as one does. */
    private DeployException afterFailure(EngineException failure, int exitStatus) {
        boolean stopped = exitStatus == StoppedException.EXIT_STATUS;
        awaitOldStopped();
        if (!stopped && session.request().options().rollsBack()) {
            switchBack.run();
        }
        String serving = stopped ? served.lines() : served.afterFailure();
        return new DeployException(failure.getMessage() + serving, exitStatus, failure);
    }

    private void rollOut() {
        new AppFiles(session).put();
        List<List<Host>> groups = BootGroups.of(
                        session.configuration(), session.targets().appHosts())
                .groups();
        for (int i = 0; i < groups.size(); i++) {
            List<Host> group = groups.get(i);
            int number = i;
            session.stop().check("before booting " + Host.listed(group));
            hooks.runFor("pre-app-boot", group);
            new HostRoles(session).each(group, (host, role) -> boot(number, host, role));
            if (hooks.isThere(POST_APP_BOOT)) {
                awaitOldStopped();
                hooks.runFor(POST_APP_BOOT, group);
            }
            pause();
        }
    }

    /** Waits for the old containers, whose end takes as long as their grace and delays nobody who boots. */
    private void awaitOldStopped() {
        for (CompletableFuture<Void> old = stopping.poll(); old != null; old = stopping.poll()) {
            old.join();
        }
    }

    private CompletableFuture<Void> boot(int group, Host host, Role role) {
        boolean primary = session.targets().isPrimary(role);
        BootContainer container = new BootContainer(session, host, role, pushed, served);
        CompletableFuture<Void> booted = container
                .makeRoom()
                .thenApply(old -> old.orElse(null))
                .thenCompose(
                        old -> (primary ? CompletableFuture.<Void>completedFuture(null) : waitForPrimary(host, role))
                                .thenCompose(go -> start(container, old, host, primary))
                                .thenAccept(started -> {
                                    container.tellBooted(started);
                                    switchBack.remember(group, host, container, old);
                                    if (old != null) {
                                        stopping.add(container.old(old).stop());
                                    }
                                }));
        return booted.whenComplete((done, failure) -> {
            if (failure != null && !(ServerCommandRunner.cause(failure) instanceof StoppedException)) {
                session.log()
                        .tell(new DeployEvent.BootFailed(
                                host.toString(),
                                role.name(),
                                ServerCommandRunner.cause(failure).getMessage()));
            }
            if (failure != null && primary) {
                barrier.close();
            }
        });
    }

    private CompletableFuture<StartedContainer> start(
            BootContainer container, @CheckForNull ContainerName old, Host host, boolean primary) {
        return container
                .startNew(old)
                .handle((started, failure) -> failure == null
                        ? CompletableFuture.completedFuture(started)
                        : giveUp(container, host, primary, ServerCommandRunner.cause(failure)))
                .thenCompose(result -> result)
                .thenApply(started -> {
                    if (primary && barrier.open()) {
                        session.log()
                                .info(
                                        host,
                                        "The first container of the primary role is healthy; the other roles go ahead");
                    }
                    return started;
                });
    }

    private CompletableFuture<StartedContainer> giveUp(
            BootContainer container, Host host, boolean primary, Throwable failure) {
        if (primary && barrier.close()) {
            session.log()
                    .info(
                            host,
                            "The first container of the primary role is not healthy; the other roles stay as they are");
        }
        return new BootFailure(session, host, container).tell(failure).thenCompose(explained -> container
                .stopNew()
                .thenCompose(stopped -> CompletableFuture.failedFuture(explained)));
    }

    private CompletableFuture<Void> waitForPrimary(Host host, Role role) {
        return barrier.whenDecided().thenApply(open -> {
            if (!open) {
                throw new DeployException("Role " + role.name() + " is not booted on " + host
                        + ", because the first container of the primary role is not healthy");
            }
            return null;
        });
    }

    private void pause() {
        Boot boot = session.configuration().boot();
        if (!boot.pause().isZero()) {
            session.stop().interruptibly("the pause between two groups", () -> {
                Thread.sleep(boot.pause().toMillis());
                return null;
            });
        }
    }

    /** Tags the image after the switch, so a failure is a warning. */
    private void tagLatest() {
        AuditCommands audit = new AuditCommands(session.configuration());
        ImageCommands images = new ImageCommands(session.configuration());
        String line =
                "Tagging " + ImageReference.of(session.configuration(), session.version()) + " as the latest image";
        new CleanUp(session)
                .attempt(
                        "The image is not tagged as the latest one",
                        "`kamal app boot` boots the image with the tag "
                                + ImageReference.latest(session.configuration()).tag()
                                + ", so name the version there with --version, or deploy again",
                        () -> session.servers().run(session.targets().appHosts(), host -> Script.of()
                                .attempt(audit.record(session.tags(), line))
                                .run(images.tagLatest(session.version()))));
    }
}
