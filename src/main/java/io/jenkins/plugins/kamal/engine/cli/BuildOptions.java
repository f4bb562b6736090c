package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What commands that build have in common. */
final class BuildOptions {

    @Option(
            names = {"--no-cache", "--no_cache"},
            description = "Build without the cache")
    private boolean noCache;

    @Option(
            names = "--pushed",
            hidden = true,
            paramLabel = "IMAGE@DIGEST",
            description = "What is known to be in the registry")
    private List<String> pushed = List.of();

    @Option(
            names = "--take-existing",
            hidden = true,
            description = "Take an image that is in the registry under the version")
    private boolean takesExisting;

    /** The task with these options. */
    Task applyTo(Task task, boolean skipPush) {
        return task.building(new Task.Build(skipPush, noCache, takesExisting, pushed()));
    }

    /** Digests by image with tag. */
    private Map<String, Digest> pushed() {
        return pushed.stream()
                .map(entry -> entry.split("@", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> new Digest(parts[1]), (first, last) -> last));
    }
}
