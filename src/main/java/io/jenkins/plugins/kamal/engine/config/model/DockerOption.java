package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * One further option of {@code docker run}; an option given as a list in the file is several of these.
 *
 * @param name without the two dashes
 * @param valueOrNull its value, or null for a switch ({@code true} in the file)
 */
public record DockerOption(String name, @CheckForNull String valueOrNull) {

    /** Its value, if it is not a switch. */
    public Optional<String> value() {
        return Optional.ofNullable(valueOrNull);
    }
}
