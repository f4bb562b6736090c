package io.jenkins.plugins.kamal.run.deployment;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last step of each host and role while a command is running. Only pages that refresh themselves need the steps, so
 * no build saves them.
 */
final class HostSteps {

    private static final String ALL_ROLES = "";

    private final int most;
    private final Map<String, Map<String, HostProgress>> steps = new TreeMap<>();

    /** Steps of at most this many hosts, and of at most this many roles on each host. */
    HostSteps(int most) {
        this.most = most;
    }

    void advance(DeployEvent.HostAdvanced advanced) {
        put(advanced.host(), advanced.role(), HostProgress.of(advanced.step()));
    }

    void fail(String host, String role) {
        put(host, role, HostProgress.FAILED);
    }

    private void put(String host, String role, HostProgress progress) {
        if (hasRoomFor(host, steps)) {
            Map<String, HostProgress> roles = steps.computeIfAbsent(host, first -> new TreeMap<>());
            if (hasRoomFor(role, roles)) {
                roles.put(role, progress);
            }
        }
    }

    private boolean hasRoomFor(String key, Map<String, ?> known) {
        return known.containsKey(key) || known.size() < most;
    }

    /** The last step of a role on a host, which may be a step of the whole host. */
    HostProgress of(String host, String role) {
        Map<String, HostProgress> roles = steps.getOrDefault(host, Map.of());
        return Optional.ofNullable(roles.get(role))
                .or(() -> Optional.ofNullable(roles.get(ALL_ROLES)))
                .orElse(HostProgress.WAITING);
    }

    /** The hosts that have taken a step, sorted. */
    List<String> hosts() {
        return List.copyOf(steps.keySet());
    }
}
