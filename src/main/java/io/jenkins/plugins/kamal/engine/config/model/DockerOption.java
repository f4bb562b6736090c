package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * An additional option of {@code docker run}. A list of values in the file becomes one option per value.
 *
 * @param name the name without the two dashes
 * @param valueOrNull its value, or null for a switch ({@code true} in the file)
 */
public record DockerOption(String name, @CheckForNull String valueOrNull) {

    /** Its value, if it is not a switch. */
    public Optional<String> value() {
        return Optional.ofNullable(valueOrNull);
    }
}
