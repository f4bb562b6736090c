package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A validated {@code config/deploy.yml}, merged with its destination: everything the deploy needs to know, with the
 * defaults of Kamal 2.12 filled in. Immutable.
 *
 * @param app what all containers of the application have in common
 * @param registry where the image is pushed to and pulled from
 * @param builder how the image is built
 * @param placement which containers run on which hosts
 * @param connections how servers are reached
 * @param paths paths relative to the project
 * @param timeouts how long a deploy waits
 * @param commands settings of the command line
 * @param requirements the conditions that the file sets for every command
 * @param source the values as written in the files, for {@code kamal config}
 */
public record Configuration(
        App app,
        Registry registry,
        Builder builder,
        Placement placement,
        Connections connections,
        Paths paths,
        Timeouts timeouts,
        CommandSettings commands,
        Requirements requirements,
        ConfigurationSource source) {

    /** The name of the service. */
    public String service() {
        return app.service();
    }

    /** The destination, if one was named. */
    public Optional<String> destination() {
        return app.destination();
    }

    /** {@code service} or {@code service-destination}: the name in the locks and directories on a server. */
    public String serviceAndDestination() {
        return destination().map(name -> service() + "-" + name).orElse(service());
    }

    /** The image's name without registry and tag. */
    public String image() {
        return app.image();
    }

    /** The roles, sorted by name. */
    public List<Role> roles() {
        return placement.roles();
    }

    /** The role of this name, if there is one. */
    public Optional<Role> role(String name) {
        return roles().stream().filter(role -> role.name().equals(name)).findFirst();
    }

    /** How many containers of this role run on each of its hosts. */
    public int instances(Role role) {
        return placement.instancesByRole().getOrDefault(role.name(), 1);
    }

    /**
     * How many stopped containers are kept on a host: Kamal's {@code retain_containers}, but more if its roles have
     * several containers per version, so that equally many versions are kept.
     */
    public int retainedContainers(Host host) {
        List<Role> there =
                roles().stream().filter(role -> role.hosts().contains(host)).toList();
        int containers = there.stream().mapToInt(this::instances).sum();
        long more = (long) app.retainContainers() * Math.max(0, containers - there.size());
        long roles = Math.max(1, there.size());
        return (int) Math.min(Integer.MAX_VALUE - 1L, app.retainContainers() + (more + roles - 1) / roles);
    }

    /** The name of the primary role. */
    public String primaryRole() {
        return placement.primaryRole();
    }

    /** The services besides the application. */
    public List<Accessory> accessories() {
        return placement.accessories();
    }

    /** The settings to boot kamal-proxy with, for each host that has such settings. */
    public Map<Host, ProxyRun> proxyRunByHost() {
        return placement.proxyRunByHost();
    }

    /** How many hosts are booted at a time. */
    public Boot boot() {
        return placement.boot();
    }

    /** Returns a copy with another registry, or with another login for the registry. */
    public Configuration withRegistry(Registry other) {
        return new Configuration(
                app, other, builder, placement, connections, paths, timeouts, commands, requirements, source);
    }
}
