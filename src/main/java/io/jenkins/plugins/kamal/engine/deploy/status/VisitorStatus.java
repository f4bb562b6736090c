package io.jenkins.plugins.kamal.engine.deploy.status;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.option.KnownCanary;
import io.jenkins.plugins.kamal.engine.deploy.plan.ListedContainer;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.ArrayList;
import java.util.List;

/** Which versions serve some of the visitors of a host, compared with the canary by visitors that is known to be open. */
final class VisitorStatus {

    private final Session session;
    private final Host host;
    private final List<ListedContainer> containers;

    @CheckForNull
    private final KnownCanary known;

    VisitorStatus(Session session, Host host, ScriptResult answers) {
        this.session = session;
        this.host = host;
        this.containers = ListedContainer.readWithoutRole(
                answers.output(HostQuestions.CONTAINERS).stdout());
        KnownCanary open = session.request().options().rollout().knownCanary();
        this.known = open != null && open.isForVisitorsOf(host) ? open : null;
    }

    List<DriftFound> findings() {
        List<DriftFound> findings = new ArrayList<>();
        List<Role> roles = session.targets().rolesOn(host).stream()
                .filter(Role::behindProxy)
                .toList();
        for (Role role : roles) {
            ListedContainer.versionsForVisitors(session.configuration(), role, containers)
                    .forEach(version -> findings.add(found(role, version)));
        }
        KnownCanary canary = known;
        if (canary != null && findings.isEmpty() && !roles.isEmpty()) {
            findings.add(new DriftFound(
                    host.toString(),
                    "",
                    DriftKind.OTHER_CANARY,
                    canary.version().value(),
                    ""));
        }
        return findings;
    }

    private DriftFound found(Role role, String version) {
        KnownCanary canary = known;
        return canary == null || canary.version().value().equals(version)
                ? found(
                        role,
                        DriftKind.CANARY,
                        "",
                        "canary of version " + version + " "
                                + (canary == null ? KnownCanary.FOR_VISITORS : canary.where()))
                : found(role, DriftKind.OTHER_CANARY, canary.version().value(), version);
    }

    private DriftFound found(Role role, DriftKind kind, String expected, String actual) {
        return new DriftFound(host.toString(), role.name(), kind, expected, actual);
    }
}
