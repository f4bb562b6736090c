package io.jenkins.plugins.kamal.engine.host.selection;

import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hosts of a configuration, without duplicates, in the order of the file ({@code *_hosts} of
 * {@code lib/kamal/configuration.rb}).
 */
final class AllHosts {

    private AllHosts() {}

    static List<Host> allHosts(Configuration configuration) {
        return Stream.concat(appHosts(configuration).stream(), accessoryHosts(configuration).stream())
                .distinct()
                .toList();
    }

    static List<Host> appHosts(Configuration configuration) {
        return configuration.roles().stream()
                .flatMap(role -> role.hosts().stream())
                .distinct()
                .toList();
    }

    static List<Host> accessoryHosts(Configuration configuration) {
        return configuration.accessories().stream()
                .flatMap(accessory -> accessory.hosts().stream())
                .distinct()
                .toList();
    }

    static List<Host> proxyHosts(Configuration configuration) {
        Stream<Host> roles =
                configuration.roles().stream().filter(Role::behindProxy).flatMap(role -> role.hosts().stream());
        Stream<Host> accessories = configuration.accessories().stream()
                .filter(accessory -> accessory.proxy().isPresent())
                .map(Accessory::hosts)
                .flatMap(List::stream);
        return Stream.concat(roles, accessories).distinct().toList();
    }

    static Optional<Host> primaryHost(Configuration configuration) {
        return configuration.role(configuration.primaryRole()).flatMap(role -> role.hosts().stream()
                .findFirst());
    }
}
