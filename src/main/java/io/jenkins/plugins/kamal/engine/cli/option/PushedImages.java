package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What the plugin knows to be in the registry, because a build of its own has pushed it. */
public final class PushedImages {

    @Option(
            names = "--pushed",
            hidden = true,
            paramLabel = "IMAGE@DIGEST",
            description = "What is known to be in the registry")
    private List<String> pushed = List.of();

    /**
     * Digests by image with tag.
     *
     * @throws IllegalArgumentException where an entry has no digest
     */
    public Map<String, Digest> byImage() {
        return pushed.stream()
                .map(entry -> (entry + "@").split("@", 3))
                .collect(Collectors.toMap(parts -> parts[0], parts -> new Digest(parts[1]), (first, last) -> last));
    }
}
