package io.jenkins.plugins.kamal.engine.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A version that a run already has, with which the engine compares a workspace. Absent texts are empty.
 *
 * @param source the id of the source that the version belongs to
 * @param version the version
 * @param commit the commit that the version was computed from, or empty
 * @param contentDigest 16 hex digits of the uncommitted content, or empty
 * @param contentExamined whether uncommitted content was looked for when the version was computed
 */
public record KnownVersion(
        String source, String version, String commit, String contentDigest, boolean contentExamined) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Writes the version as JSON, which is one word of a command line. */
    public String toJson() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws EngineException if the text is something else
     */
    public static KnownVersion fromJson(String json) {
        try {
            return MAPPER.readValue(json, KnownVersion.class);
        } catch (IOException e) {
            throw new EngineException(
                    Topic.JENKINS,
                    "A known version from the plugin cannot be read; are plugin and engine of the same version?");
        }
    }
}
