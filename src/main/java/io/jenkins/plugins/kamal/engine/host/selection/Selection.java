package io.jenkins.plugins.kamal.engine.host.selection;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
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
 * @param hosts the hosts; empty where none was asked for
 * @param roles the roles; empty where none was asked for
 */
record Selection(Optional<List<String>> hosts, Optional<List<Role>> roles) {

    static Selection of(Configuration configuration, Filters filters) {
        Optional<List<Role>> roles = matching("--roles", filters.roles(), names(configuration))
                .map(names -> names.stream()
                        .flatMap(name -> configuration.role(name).stream())
                        .toList());
        Optional<List<String>> hosts = matching("--hosts", filters.hosts(), AllHosts.allHosts(configuration));
        return new Selection(filters.primaryOnly() ? primary(configuration, roles) : hosts, roles);
    }

    List<Role> roles(Configuration configuration) {
        List<String> candidates = hosts.orElseGet(() -> AllHosts.allHosts(configuration));
        return roles.orElse(configuration.roles()).stream()
                .filter(role -> !Collections.disjoint(role.hosts(), candidates))
                .toList();
    }

    List<String> hosts(Configuration configuration) {
        List<String> candidates = hosts.orElseGet(() -> AllHosts.allHosts(configuration));
        Set<String> ofRoles = new LinkedHashSet<>();
        roles.ifPresent(asked -> asked.forEach(role -> ofRoles.addAll(role.hosts())));
        return ofRoles.isEmpty()
                ? candidates
                : candidates.stream().filter(ofRoles::contains).toList();
    }

    /**
     * The first host asked for, or else the first of the primary role, or else (with accessories only) the first of
     * all.
     */
    String primaryHost(Configuration configuration) {
        return hosts.flatMap(asked -> asked.stream().findFirst())
                .or(() -> roles.flatMap(asked -> Targets.primaryOrFirst(configuration, asked))
                        .flatMap(Selection::firstHost))
                .or(() -> AllHosts.primaryHost(configuration))
                .or(() -> AllHosts.allHosts(configuration).stream().findFirst())
                .orElse("");
    }

    private static Optional<List<String>> primary(Configuration configuration, Optional<List<Role>> roles) {
        return roles.flatMap(asked -> firstHost(asked.get(0)))
                .or(() -> AllHosts.primaryHost(configuration))
                .map(List::of);
    }

    private static Optional<String> firstHost(Role role) {
        return role.hosts().stream().findFirst();
    }

    private static List<String> names(Configuration configuration) {
        return configuration.roles().stream().map(Role::name).toList();
    }

    /** In the order of the patterns, each item once; a pattern may match nothing as long as another does. */
    private static Optional<List<String>> matching(String option, List<String> patterns, List<String> items) {
        if (patterns.isEmpty()) {
            return Optional.empty();
        }
        Set<String> matches = new LinkedHashSet<>();
        patterns.forEach(
                pattern -> items.stream().filter(new Glob(pattern)::matches).forEach(matches::add));
        if (matches.isEmpty()) {
            throw new UnknownTargetException(option, patterns, items);
        }
        return Optional.of(List.copyOf(matches));
    }
}
