package io.jenkins.plugins.kamal.engine.deploy.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.option.KnownCanary;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deploy does with a canary that is open on a server. A canary by visitors has containers of its own there; only
 * the record of its deploy tells a canary by hosts.
 */
final class CanaryNotes {

    private final Session session;
    private final Host host;
    private final HostState state;

    @CheckForNull
    private final KnownCanary known;

    CanaryNotes(Session session, Host host, HostState state) {
        this.session = session;
        this.host = host;
        this.state = state;
        this.known = session.request().options().rollout().knownCanary();
    }

    List<Difference> of(Role role) {
        List<Difference> notes = new ArrayList<>();
        if (role.behindProxy()) {
            ListedContainer.versionsForVisitors(session.configuration(), role, state.withoutRole())
                    .forEach(version -> notes.add(forVisitors(version)));
        }
        KnownCanary canary = known;
        if (canary != null
                && canary.isOn(host)
                && canary.version()
                        .value()
                        .equals(ContainerName.withoutReplacement(
                                state.versionByRole().getOrDefault(role.name(), "")))) {
            notes.add(note(
                    canary.version().value(),
                    canary.where(),
                    isOurs(canary.version().value())
                            ? "the deploy boots this version again here, and on the other hosts"
                            : "the deploy replaces it, here and on the other hosts"));
        }
        return notes;
    }

    private Difference forVisitors(String version) {
        KnownCanary canary = known;
        boolean told = canary != null
                && (canary.hasFailed(version)
                        || canary.isForVisitorsOf(host)
                                && canary.version().value().equals(version));
        return note(
                version,
                told ? canary.where() : KnownCanary.FOR_VISITORS,
                isOurs(version)
                        ? "the deploy boots this version for all visitors, and then ends the canary"
                        : "the deploy ends it before it boots this version");
    }

    private boolean isOurs(String version) {
        return session.version().value().equals(version);
    }

    private static Difference note(String version, String where, String fate) {
        return new Difference(ChangeKind.CANARY, version, where, fate);
    }
}
