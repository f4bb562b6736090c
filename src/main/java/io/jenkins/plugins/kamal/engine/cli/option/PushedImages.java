package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The images that the plugin knows to be in the registry, because an earlier build pushed them. */
public final class PushedImages {

    @Option(
            names = "--pushed",
            hidden = true,
            paramLabel = "IMAGE@DIGEST",
            description = "An image that is known to be in the registry")
    private List<PushedImage> pushed = List.of();

    /** Digests by image with tag. */
    public Map<String, Digest> byImage() {
        return pushed.stream()
                .collect(Collectors.toMap(PushedImage::image, PushedImage::digest, (first, last) -> last));
    }
}
