package io.jenkins.plugins.kamal.engine.deploy.canary;

import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.option.VisitorChoices;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Ends a deploy whose version serves some of the visitors, and reports what serves the others. */
public final class VisitorPause {

    private final Session session;
    private final VisitorChoices visitors;

    public VisitorPause(Session session, VisitorChoices visitors) {
        this.session = session;
        this.visitors = visitors;
    }

    /** Reports the pause. The canary serves already, so a host that does not answer here does not fail the deploy. */
    public void tell() {
        List<Host> all = session.targets().appHosts();
        List<Host> hosts = new VisitorCanary(session).hosts();
        HostVersions versions = HostVersions.asFarAsKnown(session, session.targets(), all);
        versions.tell(all);
        versions.unknown().forEach((host, reason) -> session.log()
                .important("WARNING: " + host + ": what serves the other visitors there is unknown, because the host"
                        + " did not answer: " + reason));
        session.log()
                .tell(new DeployEvent.Skipped(
                        "the latest tag, prune and post-deploy", "the version serves some of the visitors only"));
        session.log()
                .tell(new DeployEvent.VisitorsChosen(
                        visitors.percent(),
                        visitors.allowed(),
                        hosts.stream().map(Host::toString).toList(),
                        all.size()));
        String version = session.version().value();
        session.log()
                .important("The deploy paused: " + version + " serves " + visitors + " on " + Host.listed(hosts)
                        + ", and the deploy lock is released." + rolesThatStay() + "\n"
                        + "    kamal-proxy tells visitors apart by the cookie kamal-rollout, which the app has to set;"
                        + " visitors without it get the version that served before\n"
                        + "    `kamal promote --version " + version
                        + Limits.of(session)
                        + "` deploys it for all of them, `kamal rollback VERSION --only-where-missing"
                        + Limits.of(session) + "` ends the canary");
    }

    private String rolesThatStay() {
        TreeSet<String> others = session.targets().roles().stream()
                .filter(role -> !role.behindProxy())
                .map(Role::name)
                .collect(Collectors.toCollection(TreeSet::new));
        return others.isEmpty()
                ? ""
                : " Roles without kamal-proxy keep their version until the promotion: " + String.join(", ", others)
                        + ".";
    }
}
