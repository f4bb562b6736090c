package io.jenkins.plugins.kamal.engine.host.selection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The roles and hosts that a command acts on ({@code lib/kamal/commander/specifics.rb}). The primary role and its hosts
 * always come first, because other roles wait for them.
 */
public final class Targets {

    private final Filters filters;
    private final List<Role> roles;
    private final List<Host> hosts;
    private final List<Host> appHosts;
    private final List<Host> proxyHosts;
    private final List<Host> accessoryHosts;

    @CheckForNull
    private final Host primaryHost;

    @CheckForNull
    private final Role primaryRole;

    private Targets(Configuration configuration, Filters filters) {
        Selection selection = Selection.of(configuration, filters);
        this.filters = filters;
        List<Role> selectedRoles = selection.roles(configuration);
        List<Host> selectedHosts = selection.hosts(configuration);
        this.primaryHost = selection.primaryHost(configuration).orElse(null);
        this.primaryRole = primaryOrFirst(
                        configuration, primaryHost == null ? List.of() : rolesOn(selectedRoles, primaryHost))
                .orElse(null);
        this.roles = sorted(selectedRoles, this::isPrimary);
        this.hosts = primaryFirst(selectedHosts);
        this.appHosts = primaryFirst(common(AllHosts.appHosts(configuration), selectedHosts));
        this.proxyHosts = common(AllHosts.proxyHosts(configuration), selectedHosts);
        this.accessoryHosts = common(AllHosts.accessoryHosts(configuration), selectedHosts);
    }

    /**
     * Selects the roles and hosts of the configuration that pass the filters.
     *
     * @throws UnknownTargetException if a filter matches nothing
     */
    public static Targets of(Configuration configuration, Filters filters) {
        return new Targets(configuration, filters);
    }

    /** The filters that selected the roles and hosts. */
    public Filters filters() {
        return filters;
    }

    /** The roles, the primary one first. */
    public List<Role> roles() {
        return roles;
    }

    /** All selected hosts, including those of accessories. */
    public List<Host> hosts() {
        return hosts;
    }

    /** The hosts that run a role. */
    public List<Host> appHosts() {
        return appHosts;
    }

    /** The hosts that have a proxy. */
    public List<Host> proxyHosts() {
        return proxyHosts;
    }

    /** The hosts that run an accessory. */
    public List<Host> accessoryHosts() {
        return accessoryHosts;
    }

    /** The selected hosts that run the accessory. */
    public List<Host> hostsOf(Accessory accessory) {
        return common(accessoryHosts, accessory.hosts());
    }

    /**
     * The host that holds the lock.
     *
     * @throws EngineException if the configuration has no host at all
     */
    public Host primaryHost() {
        if (primaryHost == null) {
            throw new EngineException(
                    Topic.HOSTS,
                    "The configuration has no host to run this on. Name at least one under `servers`,"
                            + " or under an accessory.");
        }
        return primaryHost;
    }

    /** The role that others wait for; empty if the configuration has accessories only. */
    public Optional<Role> primaryRole() {
        return Optional.ofNullable(primaryRole);
    }

    /** The roles that run on a host, the primary one first. */
    public List<Role> rolesOn(Host host) {
        return rolesOn(roles, host);
    }

    /** Whether this is the role that others wait for. */
    public boolean isPrimary(Role role) {
        return primaryRole != null && primaryRole.name().equals(role.name());
    }

    private List<Host> primaryFirst(List<Host> unsorted) {
        return sorted(unsorted, host -> rolesOn(roles, host).stream().anyMatch(this::isPrimary));
    }

    private static List<Role> rolesOn(List<Role> roles, Host host) {
        return roles.stream().filter(role -> role.hosts().contains(host)).toList();
    }

    static Optional<Role> primaryOrFirst(Configuration configuration, List<Role> roles) {
        return roles.stream()
                .filter(role -> role.name().equals(configuration.primaryRole()))
                .findFirst()
                .or(() -> roles.stream().findFirst());
    }

    private static <T> List<T> sorted(List<T> items, Predicate<T> first) {
        return items.stream()
                .sorted(Comparator.comparing(item -> !first.test(item)))
                .toList();
    }

    private static List<Host> common(Collection<Host> some, Collection<Host> others) {
        Set<Host> kept = new LinkedHashSet<>(some);
        kept.retainAll(others);
        return List.copyOf(kept);
    }
}
