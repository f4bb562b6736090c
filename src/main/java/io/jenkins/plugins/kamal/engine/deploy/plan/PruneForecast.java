package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangePlanned;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Predicts what the pruning at the end of a deploy will remove from one server, and to which versions a rollback will
 * no longer be possible. The forecast follows the rules of
 * {@link io.jenkins.plugins.kamal.engine.command.server.PruneCommands}.
 */
final class PruneForecast {

    private final Configuration configuration;
    private final Version version;
    private final Host host;
    private final List<Role> roles;
    private final HostState state;
    private final Map<String, Set<String>> serving;

    /**
     * Prepares a forecast.
     *
     * @param serving the versions that serve on any of the servers, by the name of the role, whose containers are kept
     */
    PruneForecast(
            Configuration configuration,
            Version version,
            Host host,
            List<Role> roles,
            HostState state,
            Map<String, Set<String>> serving) {
        this.serving = Map.copyOf(serving);
        this.configuration = configuration;
        this.version = version;
        this.host = host;
        this.roles = roles;
        this.state = state;
    }

    List<ChangePlanned> changes() {
        List<ListedContainer> removed = removedContainers();
        List<ChangePlanned> changes = new ArrayList<>();
        removed.forEach(container -> changes.add(new ChangePlanned(
                host.toString(), container.role(), ChangeKind.PRUNE, "container " + container.name(), "present", "")));
        removedImages(removed)
                .forEach(image -> changes.add(
                        new ChangePlanned(host.toString(), "", ChangeKind.PRUNE, "image " + image, "present", "")));
        roles.forEach(role -> lostVersions(role, removed)
                .forEach(lost -> changes.add(
                        new ChangePlanned(host.toString(), role.name(), ChangeKind.ROLLBACK, lost, "present", ""))));
        return changes;
    }

    /**
     * Counts the running containers of the deployed roles as stopped, because the deploy stops them before it prunes.
     */
    private List<ListedContainer> removedContainers() {
        Set<String> deployed = roles.stream().map(Role::name).collect(Collectors.toSet());
        return state.containers().stream()
                .filter(container -> container.isStopped() || deployed.contains(container.role()))
                .skip(configuration.retainedContainers(host))
                .filter(container -> !isKept(container))
                .toList();
    }

    private boolean isKept(ListedContainer container) {
        return roles.stream()
                .filter(role -> role.name().equals(container.role()))
                .anyMatch(role -> serving.getOrDefault(role.name(), Set.of())
                        .contains(container.version(ContainerName.prefix(configuration, role))));
    }

    private Set<String> removedImages(List<ListedContainer> removed) {
        Set<String> gone = removed.stream().map(ListedContainer::id).collect(Collectors.toSet());
        Set<String> kept = new HashSet<>();
        kept.add(ImageReference.of(configuration, version).toString());
        state.imageByContainer().forEach((id, image) -> {
            if (!gone.contains(id)) {
                kept.add(image);
            }
        });
        Set<String> images = new TreeSet<>(state.images());
        images.removeIf(image -> kept.contains(image) || isLatest(image) || image.endsWith(":<none>"));
        return images;
    }

    private boolean isLatest(String image) {
        String latest = ImageReference.latest(configuration).toString();
        boolean ofDestination = image.matches("\\S*:latest-\\S*");
        return configuration.destination().isPresent()
                ? ofDestination || image.endsWith(":latest")
                : ofDestination || image.equals(latest);
    }

    private Set<String> lostVersions(Role role, List<ListedContainer> removed) {
        String prefix = ContainerName.prefix(configuration, role);
        Set<String> lost = versions(removed, role, prefix);
        lost.removeAll(versions(
                state.containers().stream()
                        .filter(container -> !removed.contains(container))
                        .toList(),
                role,
                prefix));
        lost.remove(version.value());
        return lost;
    }

    private static Set<String> versions(List<ListedContainer> containers, Role role, String prefix) {
        return containers.stream()
                .filter(container -> container.role().equals(role.name()))
                .map(container -> container.version(prefix))
                .filter(name -> !name.isEmpty() && !name.contains("_replaced_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
