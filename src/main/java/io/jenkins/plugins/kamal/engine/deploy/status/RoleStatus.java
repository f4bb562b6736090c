package io.jenkins.plugins.kamal.engine.deploy.status;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.deploy.plan.ListedContainer;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.RoleFound;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What runs as a role on a host.
 *
 * @param host the server
 * @param role the name of the role
 * @param prefix the part of the container's name before the version
 * @param containerOrNull the youngest container that runs, or else the youngest; null if there is none
 * @param active the containers that run; the first of them is that container
 * @param condition the condition of that container
 */
record RoleStatus(
        Host host,
        String role,
        String prefix,
        @CheckForNull ListedContainer containerOrNull,
        List<ListedContainer> active,
        Condition condition) {

    RoleStatus {
        active = List.copyOf(active);
    }

    Optional<ListedContainer> container() {
        return Optional.ofNullable(containerOrNull);
    }

    /** The version that runs, also if its container was renamed for one that failed; empty if nothing runs. */
    Optional<String> runningVersion() {
        return nameOfRunning().map(ContainerName::withoutReplacement);
    }

    private Optional<String> nameOfRunning() {
        return container()
                .filter(container -> !container.isStopped())
                .map(container -> container.version(prefix))
                .filter(version -> !version.isEmpty());
    }

    /** How many containers of the version run. */
    int instances() {
        String version = nameOfRunning().orElse("");
        return (int) active.stream()
                .filter(container -> container.version(prefix).equals(version))
                .count();
    }

    Set<String> digests() {
        return condition.digests();
    }

    RoleFound event() {
        return new RoleFound(
                host.toString(),
                role,
                runningVersion().orElse(""),
                container().map(ListedContainer::state).orElse("missing"),
                digests().stream().findFirst().orElse(""),
                instances());
    }
}
