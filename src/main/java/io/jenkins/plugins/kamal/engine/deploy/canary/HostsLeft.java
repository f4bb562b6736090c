package io.jenkins.plugins.kamal.engine.deploy.canary;

import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.host.selection.Filters;
import io.jenkins.plugins.kamal.engine.host.selection.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the hosts that do not serve the session's version yet. The servers are asked, because nothing but their
 * containers says how far a version has come.
 */
public final class HostsLeft {

    private final Session session;

    public HostsLeft(Session session) {
        this.session = session;
    }

    /** The hosts on which a role does not serve the version. The others are reported as they are. */
    public List<Host> find() {
        return find(ask());
    }

    /**
     * The same after a canary, which may be on hosts that the filters of the command exclude.
     *
     * @throws DeployException if no host serves the version, so that there is no canary
     */
    public List<Host> findAfterCanary() {
        HostVersions versions = ask();
        if (!versions.contain(session.version().value()) && !servesVisitors()) {
            requireCanaryElsewhere(versions);
        }
        return find(versions);
    }

    /**
     * The hosts on which a role does not serve the version, as far as hosts answer; empty if all of them do.
     *
     * @param silent hosts that are known not to answer
     */
    public List<Host> findBeside(Set<Host> silent) {
        List<Host> hosts = session.targets().appHosts().stream()
                .filter(host -> !silent.contains(host))
                .toList();
        HostVersions versions = HostVersions.asFarAsKnown(session, session.targets(), hosts);
        return silent.isEmpty() && versions.unknown().isEmpty()
                ? List.of()
                : versions.without(session.version().value());
    }

    private boolean servesVisitors() {
        VisitorCanary canary = new VisitorCanary(session);
        return canary.find().stream().anyMatch(canary::isOurs);
    }

    private void requireCanaryElsewhere(HostVersions selected) {
        Targets all = Targets.of(session.configuration(), Filters.NONE);
        HostVersions versions = session.targets().filters().equals(Filters.NONE)
                ? selected
                : HostVersions.asFarAsKnown(session, all, all.appHosts());
        if (!versions.contain(session.version().value())) {
            throw new DeployException(
                    Topic.CANARY,
                    "There is no canary of version " + session.version()
                            + " that could be promoted, because no host serves it. Nothing was changed."
                            + " Name the version of the canary, or deploy it. What serves now:" + versions.lines());
        }
    }

    private HostVersions ask() {
        return HostVersions.ofSession(session);
    }

    private List<Host> find(HostVersions versions) {
        List<Host> left = versions.without(session.version().value());
        List<Host> done = new ArrayList<>(session.targets().appHosts());
        done.removeAll(left);
        versions.tell(done);
        if (!done.isEmpty()) {
            session.log().info("    " + Host.listed(done) + ": " + session.version() + " serves already");
        }
        if (left.isEmpty()) {
            session.log().info("    No host is left");
        }
        return left;
    }
}
