package io.jenkins.plugins.kamal.engine.deploy.status;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.option.KnownCanary;
import io.jenkins.plugins.kamal.engine.deploy.plan.ListedContainer;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which versions serve some of the visitors of each host, compared with the canary by visitors that is known. */
final class VisitorStatus {

    private final Session session;
    private final Map<Host, List<ListedContainer>> containers;

    @CheckForNull
    private final KnownCanary known;

    /**
     * Compares these hosts.
     *
     * @param containers the containers without a role on each host whose Docker answers
     */
    VisitorStatus(Session session, Map<Host, List<ListedContainer>> containers) {
        this.session = session;
        this.containers = new LinkedHashMap<>(containers);
        this.known = session.request().options().rollout().knownCanary();
    }

    List<DriftFound> findings() {
        List<DriftFound> findings = new ArrayList<>();
        Set<String> rolesOfCanary = rolesOfCanary();
        containers.forEach((host, listed) -> {
            List<Role> without = new ArrayList<>();
            for (Role role : rolesOn(host)) {
                Set<String> versions = ListedContainer.versionsForVisitors(session.configuration(), role, listed);
                versions.forEach(version -> findings.add(found(host, role, version)));
                if (versions.isEmpty()) {
                    without.add(role);
                }
            }
            KnownCanary canary = known;
            if (canary != null && canary.isForVisitorsOf(host)) {
                missing(host, without, rolesOfCanary)
                        .forEach(role -> findings.add(new DriftFound(
                                host.toString(),
                                role,
                                DriftKind.OTHER_CANARY,
                                canary.version().value(),
                                "")));
            }
        });
        return findings;
    }

    private List<Role> rolesOn(Host host) {
        return session.targets().rolesOn(host).stream()
                .filter(Role::behindProxy)
                .toList();
    }

    /**
     * The names of those of these roles whose container for some of the visitors is expected on a host; an empty name if
     * some role's is, but not known whose.
     */
    private List<String> missing(Host host, List<Role> without, Set<String> ofCanary) {
        List<Role> here = rolesOn(host);
        if (here.stream().map(Role::name).anyMatch(ofCanary::contains)) {
            return without.stream().map(Role::name).filter(ofCanary::contains).toList();
        }
        return !here.isEmpty() && without.size() == here.size() ? List.of("") : List.of();
    }

    /**
     * The roles that the known canary was booted for, because it may be limited to some of them: those with a container of
     * its version on any host, even a stopped one.
     */
    private Set<String> rolesOfCanary() {
        KnownCanary canary = known;
        return containers.keySet().stream()
                .flatMap(host -> rolesOn(host).stream())
                .filter(role -> canary != null
                        && containers.values().stream()
                                .flatMap(Collection::stream)
                                .flatMap(container ->
                                        ContainerName.versionForVisitors(
                                                session.configuration(), role, container.name())
                                                .stream())
                                .anyMatch(canary.version().value()::equals))
                .map(Role::name)
                .collect(Collectors.toSet());
    }

    private DriftFound found(Host host, Role role, String version) {
        if (known != null && known.hasFailed(version)) {
            return found(host, role, DriftKind.OTHER_CANARY, "", version);
        }
        KnownCanary canary = known != null && known.isForVisitorsOf(host) ? known : null;
        return canary == null || canary.version().value().equals(version)
                ? found(
                        host,
                        role,
                        DriftKind.CANARY,
                        "",
                        "canary of version " + version + " "
                                + (canary == null ? KnownCanary.FOR_VISITORS : canary.where()))
                : found(host, role, DriftKind.OTHER_CANARY, canary.version().value(), version);
    }

    private static DriftFound found(Host host, Role role, DriftKind kind, String expected, String actual) {
        return new DriftFound(host.toString(), role.name(), kind, expected, actual);
    }
}
