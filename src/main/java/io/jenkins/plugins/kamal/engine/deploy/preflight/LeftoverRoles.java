package io.jenkins.plugins.kamal.engine.deploy.preflight;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Output;
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

    /**
     * Returns one warning for each such role that still runs on a host.
     *
     * @param answer the role and the name of each running container, one container per line
     */
    static List<String> running(Configuration configuration, Host host, Output answer) {
        Map<String, List<String>> containersByRole = new TreeMap<>();
        if (answer.succeeded()) {
            answer.stdout().lines().map(line -> line.strip().split(" ")).forEach(words -> {
                if (words.length == 2 && !isConfigured(configuration, host, words[0])) {
                    containersByRole
                            .computeIfAbsent(words[0], first -> new ArrayList<>())
                            .add(words[1]);
                }
            });
        }
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
