package io.jenkins.plugins.kamal.engine.deploy.canary;

import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.HostRoles;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The versions that serve as the roles of hosts now; empty texts where nothing serves. */
final class HostVersions {

    private final Session session;
    private final Map<Host, Map<Role, String>> versions = new LinkedHashMap<>();

    /** Asks these hosts. */
    HostVersions(Session session, Collection<Host> hosts) {
        this.session = session;
        session.servers()
                .run(hosts, host -> new HostRoles(session)
                        .script(
                                host,
                                (there, role) -> Script.of(
                                        new HostRoles(session).app(there, role).currentRunningVersion())))
                .forEach((host, answer) -> {
                    Map<Role, String> ofHost = new LinkedHashMap<>();
                    List<Role> roles = session.targets().rolesOn(host);
                    for (int i = 0; i < roles.size(); i++) {
                        ofHost.put(roles.get(i), answer.output(i).stdout().strip());
                    }
                    versions.put(host, ofHost);
                });
    }

    /** The hosts on which a role serves another version than this one, or none. */
    List<Host> without(String version) {
        return versions.entrySet().stream()
                .filter(host -> host.getValue().values().stream().anyMatch(serves -> !serves.equals(version)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether a role on any of the hosts serves this version. */
    boolean contain(String version) {
        return versions.values().stream().anyMatch(host -> host.containsValue(version));
    }

    /** Reports what serves on these hosts. */
    void tell(Collection<Host> hosts) {
        hosts.forEach(host -> versions.get(host).forEach((role, version) -> session.log()
                .tell(new DeployEvent.RoleServed(host.toString(), role.name(), version))));
    }

    /** What serves, one line for each role on each host. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        versions.forEach((host, roles) -> roles.forEach((role, version) -> lines.append("\n  ")
                .append(host)
                .append(", role ")
                .append(role.name())
                .append(": ")
                .append(version.isEmpty() ? "nothing serves" : version)));
        return lines.toString();
    }
}
