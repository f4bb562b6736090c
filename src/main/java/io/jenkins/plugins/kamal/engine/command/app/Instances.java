package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Containers of one version of a role on one host. Kamal knows one container for a version; here it is the first, and has
 * the name that Kamal gives to it.
 *
 * @param names their names, by their numbers; not empty
 */
public record Instances(List<ContainerName> names) {

    public Instances {
        names = names.stream()
                .distinct()
                .sorted(Comparator.comparingInt(ContainerName::number))
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no container");
        }
    }

    /** This many containers of the version to which a name belongs. */
    static Instances of(ContainerName name, int count) {
        return new Instances(
                IntStream.rangeClosed(1, count).mapToObj(name::instance).toList());
    }

    /** Reads the containers that serve from the answer to {@link AppCommands#runningVersions}; empty if none runs. */
    public static Optional<Instances> serving(Configuration configuration, Role role, String printed) {
        List<String> versions = printed.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(ofVersion(configuration, role, ContainerName.versionOf(versions.get(0)), versions));
    }

    /** Selects the containers of a version from the versions of containers, which have the numbers of the instances. */
    static Instances ofVersion(Configuration configuration, Role role, String version, Collection<String> printed) {
        return new Instances(printed.stream()
                .filter(one -> ContainerName.versionOf(one).equals(version))
                .map(one -> ContainerName.of(configuration, role, one))
                .toList());
    }

    /** The version of the containers; {@code <version>_replaced_<hex>} of replaced containers. */
    public String version() {
        return first().version();
    }

    /** The name that Kamal gives to the container of this version; it need not be one of these. */
    public ContainerName first() {
        return names.get(0).first();
    }

    /**
     * The names in the order in which new containers are started. Kamal takes the youngest container for the one that
     * serves, so the container with Kamal's name comes last.
     */
    public List<ContainerName> inOrderOfStart() {
        List<ContainerName> order = new ArrayList<>(names);
        Collections.reverse(order);
        return order;
    }

    /** The names of these containers after they were renamed; {@code suffix} is 16 random hex digits. */
    public Instances replaced(String suffix) {
        return new Instances(names.stream().map(name -> name.replaced(suffix)).toList());
    }

    /** How many containers these are, in words: {@code the old container}, {@code the 3 old containers}. */
    public String counted(String adjective) {
        return names.size() == 1
                ? "the " + adjective + " container"
                : "the " + names.size() + " " + adjective + " containers";
    }
}
