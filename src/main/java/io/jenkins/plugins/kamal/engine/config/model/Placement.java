package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Map;

/**
 * Which containers run on which hosts.
 *
 * @param roles the roles, sorted by name as in Kamal
 * @param primaryRole the name of the primary role, {@code web} by default
 * @param accessories the services besides the application
 * @param proxyRunByHost the settings to boot kamal-proxy with, for each host that has such settings
 * @param boot how many hosts are booted at a time
 * @param instancesByRole how many containers of a role run on each of its hosts, by the name of the role; 1 for a role
 *     that is missing
 */
public record Placement(
        List<Role> roles,
        String primaryRole,
        List<Accessory> accessories,
        Map<Host, ProxyRun> proxyRunByHost,
        Boot boot,
        Map<String, Integer> instancesByRole) {

    /** The most containers of a role on a host. */
    public static final int MOST_INSTANCES = 50;

    public Placement {
        roles = List.copyOf(roles);
        accessories = List.copyOf(accessories);
        proxyRunByHost = Ordered.copy(proxyRunByHost);
        instancesByRole = Map.copyOf(instancesByRole);
    }
}
