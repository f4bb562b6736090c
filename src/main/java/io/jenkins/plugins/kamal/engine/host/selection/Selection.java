package io.jenkins.plugins.kamal.engine.host.selection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.ruby.Glob;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts and roles that were asked for by name ({@code specific_hosts} and {@code specific_roles} of
 * {@code lib/kamal/commander.rb}).
 *
 * @param hosts the hosts, or null if no hosts were asked for
 * @param roles the roles, or null if no roles were asked for
 */
record Selection(
        @CheckForNull List<Host> hosts, @CheckForNull List<Role> roles) {

    static Selection of(Configuration configuration, Filters filters) {
        List<Role> roles = matching("--roles", filters.roles(), names(configuration))
                .map(names -> names.stream()
                        .flatMap(name -> configuration.role(name).stream())
                        .toList())
                .orElse(null);
        Optional<List<Host>> hosts = matching("--hosts", filters.hosts(), AllHosts.allHosts(configuration));
        Optional<List<Host>> selected = filters.primaryOnly() ? primary(configuration, roles) : hosts;
        return new Selection(selected.orElse(null), roles);
    }

    List<Role> roles(Configuration configuration) {
        List<Host> candidates = candidates(configuration);
        return (roles == null ? configuration.roles() : roles)
                .stream()
                        .filter(role -> !Collections.disjoint(role.hosts(), candidates))
                        .toList();
    }

    List<Host> hosts(Configuration configuration) {
        List<Host> candidates = candidates(configuration);
        Set<Host> ofRoles = new LinkedHashSet<>();
        if (roles != null) {
            roles.forEach(role -> ofRoles.addAll(role.hosts()));
        }
        return ofRoles.isEmpty()
                ? candidates
                : candidates.stream().filter(ofRoles::contains).toList();
    }

    /**
     * The first of the hosts asked for, or else the first host of the roles asked for (of the primary role if it is
     * among them), or else the first host of the primary role, or else (with accessories only) the first of all hosts.
     */
    Optional<Host> primaryHost(Configuration configuration) {
        return Optional.ofNullable(hosts)
                .flatMap(asked -> asked.stream().findFirst())
                .or(() -> Optional.ofNullable(roles)
                        .flatMap(asked -> Targets.primaryOrFirst(configuration, asked))
                        .flatMap(Selection::firstHost))
                .or(() -> AllHosts.primaryHost(configuration))
                .or(() -> AllHosts.allHosts(configuration).stream().findFirst());
    }

    private List<Host> candidates(Configuration configuration) {
        return hosts == null ? AllHosts.allHosts(configuration) : hosts;
    }

    private static Optional<List<Host>> primary(Configuration configuration, @CheckForNull List<Role> roles) {
        return Optional.ofNullable(roles)
                .flatMap(asked -> firstHost(asked.get(0)))
                .or(() -> AllHosts.primaryHost(configuration))
                .map(List::of);
    }

    private static Optional<Host> firstHost(Role role) {
        return role.hosts().stream().findFirst();
    }

    private static List<String> names(Configuration configuration) {
        return configuration.roles().stream().map(Role::name).toList();
    }

    /**
     * The matching items in the order of the patterns, without duplicates. A pattern may match nothing as long as
     * another one matches. An IPv6 address in brackets is also a pattern, so an item that is equal to the pattern
     * always matches.
     */
    static <T> Optional<List<T>> matching(String option, List<String> patterns, List<T> items) {
        if (patterns.isEmpty()) {
            return Optional.empty();
        }
        Set<T> matches = new LinkedHashSet<>();
        for (String pattern : patterns) {
            Glob glob = new Glob(pattern);
            items.stream()
                    .filter(item -> item.toString().equals(pattern) || glob.matches(item.toString()))
                    .forEach(matches::add);
        }
        if (matches.isEmpty()) {
            throw new UnknownTargetException(
                    option, patterns, items.stream().map(Object::toString).toList());
        }
        return Optional.of(List.copyOf(matches));
    }
}
