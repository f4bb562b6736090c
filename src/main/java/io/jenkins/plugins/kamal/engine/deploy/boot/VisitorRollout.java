package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.canary.VisitorCanary;
import io.jenkins.plugins.kamal.engine.deploy.canary.VisitorContainer;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.option.VisitorChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.WatchChoices;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.HostRoles;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.deploy.watch.Watch;
import io.jenkins.plugins.kamal.engine.deploy.watch.WatchedContainer;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Boots the version for some of the visitors, beside the version that serves the others: on all hosts at the same time,
 * and only for the roles behind the proxy. No visitor gets it before it is healthy on all hosts. After a failure, nobody
 * gets it.
 */
public final class VisitorRollout {

    private final Session session;
    private final VisitorChoices visitors;

    @CheckForNull
    private final Digest pushed;

    private final Map<Host, RunningImage> pulled;
    private final VisitorCanary canary;
    private final Hooks hooks;
    private final DeployLock lock;
    private final Queue<WatchedContainer> started = new ConcurrentLinkedQueue<>();

    /**
     * Creates a rollout of the session's version.
     *
     * @param pushed the digest of the image that every container must run; null if it is unknown
     * @param pulled the image of the version that a host has pulled; a host may be missing
     */
    public VisitorRollout(
            Session session, VisitorChoices visitors, @CheckForNull Digest pushed, Map<Host, RunningImage> pulled) {
        this.session = session;
        this.visitors = visitors;
        this.pushed = pushed;
        this.pulled = Map.copyOf(pulled);
        this.canary = new VisitorCanary(session);
        this.hooks = new Hooks(session);
        this.lock = new DeployLock(session);
    }

    public void run() {
        orEnd(this::rollOut, AppRollout.migrated(session.request().options().rollout()));
    }

    /**
     * Changes the share of visitors that get the version, which serves some of them already.
     *
     * @throws DeployException if it does not, because the canary has ended
     */
    public void changeShare() {
        List<VisitorContainer> containers = canary.requireEverywhere();
        containers.forEach(one -> started.add(new WatchedContainer(one.host(), one.role(), one.id())));
        orEnd(
                () -> {
                    canary.serve(containers);
                    lock.requireOurs(canary.hosts());
                    canary.choose(visitors);
                    watch(session.request().options().rollout().watch());
                },
                "");
    }

    /** Ends the canary if the work fails; the failure also says what stays. */
    private void orEnd(Runnable work, String stays) {
        try {
            work.run();
        } catch (StoppedException e) {
            throw e.serving(afterFailure() + stays);
        } catch (EngineException e) {
            throw new DeployException(
                    e.topic(),
                    e.getMessage() + afterFailure() + stays + BootFailure.failedCommand(e),
                    e.exitStatus(),
                    e);
        }
    }

    private void rollOut() {
        List<Host> hosts = canary.hosts();
        List<VisitorContainer> before = canary.find();
        // The pages of the canary refer to assets that the proxy may request from any host.
        new AppFiles(session.at(hosts)).share();
        hooks.runFor("pre-app-boot", hosts);
        lock.requireOurs(hosts);
        canary.stop(before);
        new HostRoles(session).each(hosts, (host, role) -> boot(host, role, before));
        hooks.runFor("post-app-boot", hosts);
        session.stop().check("before visitors got the version");
        canary.remove(before);
        lock.requireOurs(hosts);
        canary.choose(visitors);
        watch(session.request().options().rollout().watch());
    }

    private CompletableFuture<Void> boot(Host host, Role role, List<VisitorContainer> before) {
        if (!role.behindProxy()) {
            return CompletableFuture.completedFuture(null);
        }
        VisitorBoot boot = new VisitorBoot(session, host, role, pushed);
        return boot.start(before.stream().anyMatch(boot::isInTheWay), pulled.get(host))
                .thenAccept(started::add);
    }

    private void watch(@CheckForNull WatchChoices limits) {
        if (limits != null) {
            new Watch(session, limits)
                    .of(started, () -> lock.findLoss(canary.hosts()).ifPresent(loss -> {
                        throw loss;
                    }));
        }
    }

    /** Ends the canary, unless the lock is lost. Returns what to add to the failure. */
    private String afterFailure() {
        return lock.findLoss(canary.hosts())
                .map(EngineException::getMessage)
                .map(loss -> "\n" + loss)
                .orElseGet(() -> canary.endAfterFailure(visitors));
    }
}
