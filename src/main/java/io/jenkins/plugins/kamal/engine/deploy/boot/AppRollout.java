package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.build.LatestTag;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.option.CanaryChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.RolloutChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.WatchChoices;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.deploy.watch.Watch;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Boots the version on all hosts, one group of hosts after the other, and all hosts of a group at the same time
 * ({@code boot} of {@code lib/kamal/cli/app.rb}). The other roles wait for the first healthy container of the primary
 * role.
 */
public final class AppRollout {

    private final Session session;
    private final DeployLock lock;
    private final ServedVersions served;
    private final SwitchBack switchBack;
    private final List<Host> hosts;
    private final RolloutChoices choices;
    private final GroupsInOrder groups;
    private boolean tags = true;

    /**
     * Creates a rollout of the session's version.
     *
     * @param pushed the digest of the image that every container must run; null if it is unknown
     */
    public AppRollout(Session session, @CheckForNull Digest pushed) {
        this(session, pushed, HostFacts.NONE);
    }

    /**
     * Creates a rollout of the session's version that uses what the run already knows about the hosts.
     *
     * @param pushed the digest of the image that every container must run; null if it is unknown
     */
    public AppRollout(Session session, @CheckForNull Digest pushed, HostFacts facts) {
        this(session, pushed, facts, session.targets().appHosts());
    }

    /**
     * Creates a rollout of the session's version to some of the hosts.
     *
     * @param pushed the digest of the image that every container must run; null if it is unknown
     * @param hosts the hosts to boot the version on; none is a rollout that boots nothing
     */
    public AppRollout(Session session, @CheckForNull Digest pushed, HostFacts facts, List<Host> hosts) {
        this.session = session;
        this.choices = session.request().options().rollout();
        this.hosts = List.copyOf(hosts);
        this.served = new ServedVersions(session.log());
        this.switchBack = new SwitchBack(session);
        this.lock = new DeployLock(session);
        this.groups = new GroupsInOrder(session, pushed, facts, served, switchBack);
    }

    /** Leaves the tag of the latest image to the caller, who puts it with the script that comes next. */
    public AppRollout withoutTag() {
        tags = false;
        return this;
    }

    /** The versions that served before on the hosts where this rollout has booted, by the name of the role. */
    public Map<String, Set<String>> versionsBefore() {
        return served.versionsBefore();
    }

    public void run() {
        for (Host host : hosts) {
            session.targets().rolesOn(host).forEach(role -> served.planned(host, role.name()));
        }
        try {
            rollOut();
            if (!choices.pauses()) {
                watch(choices.watch());
                if (tags) {
                    new LatestTag(session).put();
                }
                switchBack.noLongerNeeded();
            }
        } catch (StoppedException e) {
            throw e.serving(served.lines() + migrated(choices));
        } catch (EngineException e) {
            throw afterFailure(e);
        } finally {
            groups.awaitOldStopped();
        }
    }

    /**
     * Adds the versions that serve now to the failure. A failure that combines the stops of several hosts counts as a
     * stop.
     */
    private DeployException afterFailure(EngineException failure) {
        boolean stopped = failure.exitStatus() == StoppedException.EXIT_STATUS;
        groups.awaitOldStopped();
        String lockLost = !stopped && choices.rollsBack() ? goBack(failure) : "";
        String serving = stopped ? served.lines() : served.afterFailure();
        return new DeployException(
                failure.topic(),
                failure.getMessage() + lockLost + serving + migrated(choices) + BootFailure.failedCommand(failure),
                failure.exitStatus(),
                failure);
    }

    /** Says that the migration, if there was one, stays. */
    static String migrated(RolloutChoices choices) {
        return choices.migration() == null
                ? ""
                : "\nThe migration ran before the boot and is not taken back, whatever version serves";
    }

    /**
     * Switches the hosts back, unless the lock is lost: that could undo the deploy of whoever has the lock now. Returns
     * what to add to the failure.
     */
    private String goBack(EngineException failure) {
        if (failure.topic() == Topic.LOCK) {
            return "";
        }
        Optional<EngineException> loss = lock.findLoss(hosts);
        if (loss.isEmpty()) {
            switchBack.run();
        }
        return loss.map(lost -> "\n" + lost.getMessage()).orElse("");
    }

    private void rollOut() {
        CanaryChoices canary = choices.canary();
        if (canary == null) {
            if (!hosts.isEmpty()) {
                new AppFiles(at(hosts)).put();
                groups.boot(hosts);
            }
            return;
        }
        List<Host> first = canary.hosts().among(hosts);
        // The pages of the canary refer to assets that the proxy may request from any host.
        new AppFiles(at(hosts)).share();
        new AppFiles(at(first)).putCertificates();
        groups.boot(first);
        session.log()
                .info("    The canary is on " + Host.listed(first) + ": " + first.size() + " of " + hosts.size()
                        + " hosts");
        watch(choices.canaryWatch());
        if (!canary.pauses()) {
            List<Host> rest =
                    hosts.stream().filter(host -> !first.contains(host)).toList();
            lock.requireOurs(rest);
            new AppFiles(at(rest)).putCertificates();
            groups.boot(rest);
        }
    }

    private Session at(List<Host> part) {
        return part.equals(session.targets().appHosts()) ? session : session.at(part);
    }

    private void watch(@CheckForNull WatchChoices chosen) {
        if (chosen != null) {
            new Watch(session, chosen).of(groups.started(), this::requireNoLoss);
        }
    }

    /** What a watch sees after the loss of the lock may be the work of another deploy. */
    private void requireNoLoss() {
        lock.findLoss(hosts).ifPresent(loss -> {
            throw loss;
        });
    }
}
