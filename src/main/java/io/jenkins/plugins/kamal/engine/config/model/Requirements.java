package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * The conditions that the file sets for every command.
 *
 * @param destination whether a destination must be named
 * @param minimumVersionOrNull the oldest version of Kamal that may run, if the file sets one
 */
public record Requirements(
        boolean destination, @CheckForNull String minimumVersionOrNull) {

    /** The oldest version of Kamal that may run, if the file sets one. */
    public Optional<String> minimumVersion() {
        return Optional.ofNullable(minimumVersionOrNull);
    }
}
