package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The image from which a container was created, as its server knows it.
 *
 * @param id the image's id on that server
 * @param digests its digests in registries; none if it was never pulled or pushed on that server
 */
public record RunningImage(String id, List<Digest> digests) {

    private static final Pattern REPO_DIGEST = Pattern.compile("@(sha256:[0-9a-f]{64})\"");

    public RunningImage {
        digests = List.copyOf(digests);
    }

    /**
     * Parses the output of {@link AppCommands#runningImageDigests}; empty if the text is not the id of an image and its
     * digests.
     */
    public static Optional<RunningImage> parse(String printed) {
        List<String> lines = printed.strip().lines().toList();
        if (lines.size() < 2 || !lines.get(0).startsWith("sha256:")) {
            return Optional.empty();
        }
        List<Digest> digests = REPO_DIGEST
                .matcher(lines.get(1))
                .results()
                .map(RunningImage::digest)
                .distinct()
                .toList();
        return Optional.of(new RunningImage(lines.get(0).strip(), digests));
    }

    /** The digests in the form that {@link #parse} reads. */
    String printedDigests() {
        return digests.stream().map(digest -> "\"@" + digest.value() + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static Digest digest(MatchResult match) {
        return new Digest(match.group(1));
    }
}
