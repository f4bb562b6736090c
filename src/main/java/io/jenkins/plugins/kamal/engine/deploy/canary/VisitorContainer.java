package io.jenkins.plugins.kamal.engine.deploy.canary;

import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container that serves some of the visitors of a role, or has done so.
 *
 * @param host its server
 * @param role its role
 * @param id its short id
 * @param name its name
 * @param version its version
 * @param runs whether it runs
 */
public record VisitorContainer(Host host, Role role, String id, String name, String version, boolean runs) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{12,64}");
    private static final String RUNNING = "running";

    /** Whether it is a container of this role on this host. */
    boolean isOf(Host where, Role which) {
        return host.equals(where) && role.equals(which);
    }

    /** Where kamal-proxy sends requests to: the container's id and the port of the app. */
    String target() {
        return id + ":"
                + role.proxy()
                        .orElseThrow(
                                () -> new IllegalStateException("role " + role.name() + " is not behind the proxy"))
                        .appPort();
    }

    /** Reads what a host printed about a role. Containers that only inherit the label of their image are left out. */
    static List<VisitorContainer> read(Configuration configuration, Host host, Role role, String printed) {
        return printed.lines()
                .map(line -> line.strip().split(" "))
                .filter(words -> words.length == 3 && ID.matcher(words[0]).matches())
                .flatMap(words -> of(configuration, host, role, words).stream())
                .toList();
    }

    private static Optional<VisitorContainer> of(Configuration configuration, Host host, Role role, String[] words) {
        return ContainerName.versionForVisitors(configuration, role, words[2])
                .map(version ->
                        new VisitorContainer(host, role, words[0], words[2], version, words[1].equals(RUNNING)));
    }
}
