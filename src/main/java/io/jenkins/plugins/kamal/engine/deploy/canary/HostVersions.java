package io.jenkins.plugins.kamal.engine.deploy.canary;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.plan.CurrentVersions;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.host.selection.Targets;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** The versions that serve as the roles of hosts now; empty texts where nothing serves. */
final class HostVersions {

    private final Session session;
    private final Targets targets;
    private final CurrentVersions current;
    private final Map<Host, Map<Role, String>> versions = new LinkedHashMap<>();
    private final Map<Host, String> unknown = new LinkedHashMap<>();

    private HostVersions(Session session, Targets targets) {
        this.session = session;
        this.targets = targets;
        this.current = new CurrentVersions(session.configuration());
    }

    /** Asks the session's hosts; fails if one does not answer. */
    static HostVersions ofSession(Session session) {
        HostVersions all = new HostVersions(session, session.targets());
        session.servers()
                .run(session.targets().appHosts(), host -> all.current.questions(host, all.rolesOn(host)))
                .forEach(all::read);
        return all;
    }

    /** Asks these hosts about the selected roles; what serves on a host that does not answer is unknown. */
    static HostVersions asFarAsKnown(Session session, Targets targets, Collection<Host> hosts) {
        HostVersions known = new HostVersions(session, targets);
        session.servers().all(hosts, known::answerOf).forEach((host, answer) -> {
            if (answer.result() == null) {
                known.unknown.put(host, answer.failure());
            } else {
                known.read(host, answer.result());
            }
        });
        return known;
    }

    private CompletableFuture<Answer> answerOf(Host host) {
        return session.servers()
                .unjudged(host, current.questions(host, rolesOn(host)))
                .thenApply(ScriptResult::orThrow)
                .handle((result, failure) -> {
                    if (failure == null) {
                        return new Answer(result, "");
                    }
                    if (ServerCommandRunner.cause(failure) instanceof EngineException expected) {
                        return new Answer(null, String.valueOf(expected.getMessage()));
                    }
                    throw new CompletionException(ServerCommandRunner.cause(failure));
                });
    }

    private List<Role> rolesOn(Host host) {
        return targets.rolesOn(host);
    }

    /** A container serves its version also if it was renamed for one that failed, and has come back. */
    private void read(Host host, ScriptResult answer) {
        Map<Role, String> serving = current.read(rolesOn(host), answer);
        serving.replaceAll((role, version) -> ContainerName.withoutReplacement(version));
        versions.put(host, serving);
    }

    /** The hosts on which a role serves another version than this one, or none. */
    List<Host> without(String version) {
        return versions.entrySet().stream()
                .filter(host -> host.getValue().values().stream().anyMatch(serves -> !serves.equals(version)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The version that serves as every role on every host. */
    Optional<String> common() {
        Set<String> all = versions.values().stream()
                .flatMap(roles -> roles.values().stream())
                .collect(Collectors.toSet());
        return all.size() == 1 && unknown.isEmpty()
                ? all.stream().filter(version -> !version.isEmpty()).findFirst()
                : Optional.empty();
    }

    /** Whether a role on any of the hosts serves this version. */
    boolean contain(String version) {
        return versions.values().stream().anyMatch(host -> host.containsValue(version));
    }

    /** Whether every role of this host serves the version. */
    boolean isOnlyVersionOn(Host host, String version) {
        return versions.containsKey(host)
                && versions.get(host).values().stream().allMatch(version::equals);
    }

    /** The hosts that did not answer, with the reasons. */
    Map<Host, String> unknown() {
        return Map.copyOf(unknown);
    }

    /** Reports what serves on those of these hosts that answered. */
    void tell(Collection<Host> hosts) {
        hosts.stream().filter(versions::containsKey).forEach(host -> versions.get(host)
                .forEach((role, version) ->
                        session.log().tell(new DeployEvent.RoleServed(host.toString(), role.name(), version))));
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
        unknown.forEach((host, reason) ->
                lines.append("\n  ").append(host).append(": unknown: ").append(reason));
        return lines.toString();
    }

    private record Answer(@CheckForNull ScriptResult result, String failure) {}
}
