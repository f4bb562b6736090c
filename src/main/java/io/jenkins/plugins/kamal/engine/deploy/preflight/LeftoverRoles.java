package io.jenkins.plugins.kamal.engine.deploy.preflight;

import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds containers of roles that the configuration no longer names for a host, because a role was removed, renamed or
 * moved. Neither Kamal nor this engine stops them.
 */
final class LeftoverRoles {

    private LeftoverRoles() {}

    /** Returns one warning for each such role that still runs on a host. */
    static List<String> running(Configuration configuration, Host host, ContainerList list) {
        Map<String, List<String>> containersByRole = new TreeMap<>();
        list.running(configuration).stream()
                .filter(container ->
                        !container.role().isEmpty() && !isConfigured(configuration, host, container.role()))
                .forEach(container -> containersByRole
                        .computeIfAbsent(container.role(), first -> new ArrayList<>())
                        .add(container.name()));
        return containersByRole.entrySet().stream()
                .map(entry -> "The role " + entry.getKey() + " still runs on " + host + " ("
                        + String.join(", ", entry.getValue())
                        + "), and the configuration has no such role there. Remove its containers with"
                        + " `kamal server exec --hosts " + host + " docker rm --force "
                        + String.join(" ", entry.getValue()) + "` if nobody needs them")
                .toList();
    }

    private static boolean isConfigured(Configuration configuration, Host host, String role) {
        return configuration.roles().stream()
                .anyMatch(known -> known.name().equals(role) && known.hosts().contains(host));
    }
}
