package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A container of the app, running or not.
 *
 * @param id its id, 64 hexadecimal digits
 * @param state its state in Docker's words
 * @param name its name
 * @param role the role that its label names; empty if it has no such label
 */
public record ListedContainer(String id, String state, String name, String role) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{12,64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");
    private static final Set<String> STOPPED = Set.of("created", "exited", "dead");
    private static final String RUNNING = "running";
    private static final int WITH_ROLE = 4;
    private static final int MOST = 10_000;

    /**
     * Reads the answer to the question for the app's containers; a line that does not describe a container is ignored.
     */
    public static List<ListedContainer> read(String answer) {
        return readAll(answer).stream()
                .filter(container -> !container.role().isEmpty())
                .toList();
    }

    /** Reads the containers that have no role, as those for some of the visitors, from the same answer. */
    public static List<ListedContainer> readWithoutRole(String answer) {
        return readAll(answer).stream()
                .filter(container -> container.role().isEmpty())
                .toList();
    }

    private static List<ListedContainer> readAll(String answer) {
        List<ListedContainer> containers = new ArrayList<>();
        answer.lines().limit(MOST).map(line -> line.strip().split(" ")).forEach(words -> {
            String role = words.length == WITH_ROLE ? words[WITH_ROLE - 1] : "";
            if ((words.length == WITH_ROLE && NAME.matcher(role).matches() || words.length == WITH_ROLE - 1)
                    && ID.matcher(words[0]).matches()
                    && NAME.matcher(words[2]).matches()) {
                containers.add(new ListedContainer(words[0], words[1], words[2], role));
            }
        });
        return containers;
    }

    /** The versions for some of the visitors of a role, of those of these containers that run. */
    public static Set<String> versionsForVisitors(
            Configuration configuration, Role role, Collection<ListedContainer> containers) {
        return containers.stream()
                .filter(container -> container.state().equals(RUNNING))
                .flatMap(container -> ContainerName.versionForVisitors(configuration, role, container.name()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether it is stopped, and stays so until somebody starts it. */
    public boolean isStopped() {
        return STOPPED.contains(state);
    }

    /**
     * Returns the version, which is the part of the name after this prefix without the number of the instance; empty if the
     * name has another prefix.
     */
    public String version(String prefix) {
        return name.startsWith(prefix + "-") ? ContainerName.versionOf(name.substring(prefix.length() + 1)) : "";
    }
}
