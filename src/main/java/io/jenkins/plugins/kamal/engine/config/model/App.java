package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that all containers of the application have in common.
 *
 * @param service the name of the service, which is the prefix of every container name
 * @param destinationOrNull the destination, if one was named ({@code -d staging})
 * @param image the image's name without registry and tag
 * @param labels labels of every container, in addition to Kamal's own labels
 * @param volumes {@code --volume} values of every container
 * @param env the environment at the root of the file; already merged into the environment of each role
 * @param logging the Docker logging at the root of the file; already merged into the logging of each role
 * @param retainContainers how many stopped containers are kept
 */
public record App(
        String service,
        @CheckForNull String destinationOrNull,
        String image,
        Map<String, String> labels,
        List<String> volumes,
        Env env,
        Logging logging,
        int retainContainers) {

    /** Kamal's {@code retain_containers}. */
    public static final int RETAIN_CONTAINERS = 5;

    public App {
        labels = Ordered.copy(labels);
        volumes = List.copyOf(volumes);
    }

    /** The destination, if one was named. */
    public Optional<String> destination() {
        return Optional.ofNullable(destinationOrNull);
    }
}
