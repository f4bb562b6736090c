package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.DockerOption;
import io.jenkins.plugins.kamal.engine.config.model.Placement;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how many containers of each role run on a host, which Kamal does not know ({@code x-jenkins/roles}). */
public final class InstancesParser {

    private static final String ROLES = "roles";
    private static final String INSTANCES = "instances";

    /** Options of {@code docker run} with a value that only one container of a host can have, and what they set. */
    private static final Map<String, String> UNIQUE = Map.of(
            "publish", "publishes a port of the host",
            "name", "sets the container's name",
            "cidfile", "names the file with the container's id",
            "ip", "sets the container's address",
            "ip6", "sets the container's address",
            "mac-address", "sets the container's address");

    private InstancesParser() {}

    /** Reads the numbers by the name of the role; roles with one container may be missing. */
    public static Map<String, Integer> parse(Fields root, List<Role> roles) {
        Map<String, Integer> instances = new LinkedHashMap<>();
        Fields settings = root.section("x-jenkins");
        String above = settings.below(ROLES).key() + "/";
        for (Fields section : settings.sections(ROLES)) {
            String name = section.place().key().substring(above.length());
            Optional<Role> role =
                    roles.stream().filter(one -> one.name().equals(name)).findFirst();
            if (role.isEmpty()) {
                section.fault("there is no role " + name + "; the roles are "
                        + String.join(", ", roles.stream().map(Role::name).toList()));
            } else {
                section.integer(INSTANCES)
                        .flatMap(number -> checked(number, section, role.get()))
                        .ifPresent(number -> instances.put(name, number));
            }
        }
        return instances;
    }

    private static Optional<Integer> checked(int number, Fields section, Role role) {
        if (number < 1 || number > Placement.MOST_INSTANCES) {
            section.fault(
                    INSTANCES,
                    number + " containers of role " + role.name()
                            + " on each host are not possible; write a number from" + " 1 to "
                            + Placement.MOST_INSTANCES);
            return Optional.empty();
        }
        if (number > 1) {
            role.options().values().stream()
                    .map(DockerOption::name)
                    .filter(UNIQUE::containsKey)
                    .distinct()
                    .forEach(option -> section.fault(
                            INSTANCES,
                            "role " + role.name() + " cannot have " + number
                                    + " containers on a host, because its option `"
                                    + option + "` " + UNIQUE.get(option)
                                    + ", which only one of them can have; remove the option, or write 1"));
        }
        return Optional.of(number);
    }
}
