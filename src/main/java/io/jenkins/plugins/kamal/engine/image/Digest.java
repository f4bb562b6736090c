package io.jenkins.plugins.kamal.engine.image;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.regex.Pattern;

/**
 * The digest of a pushed image, by which a registry identifies the image regardless of its tags.
 *
 * @param value the algorithm and the hexadecimal hash, {@code sha256:…}
 */
public record Digest(String value) {

    private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");

    /**
     * Parses a digest.
     *
     * @throws EngineException if the value is not a digest
     */
    public Digest {
        if (!SHA256.matcher(value).matches()) {
            throw new EngineException(
                    Topic.COMMAND_LINE, "'" + value + "' is not a digest (sha256: and 64 hexadecimal digits)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
