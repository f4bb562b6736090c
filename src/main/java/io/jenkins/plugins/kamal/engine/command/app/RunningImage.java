package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a server said of the image that a container was made from.
 *
 * @param id the image's id on that server
 * @param digests under which digests registries know it; none for an image that was never pulled or pushed there
 */
public record RunningImage(String id, List<Digest> digests) {

    private static final Pattern REPO_DIGEST = Pattern.compile("@(sha256:[0-9a-f]{64})\"");

    public RunningImage {
        digests = List.copyOf(digests);
    }

    /**
     * Reads what {@link AppCommands#runningImageDigests} printed; empty where that is not an image's id and its
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

    private static Digest digest(MatchResult match) {
        return new Digest(match.group(1));
    }
}
