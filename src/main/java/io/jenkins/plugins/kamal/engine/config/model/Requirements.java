package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * The requirements of the file on a command.
 *
 * @param destination whether a destination must be named
 * @param minimumVersionOrNull the least version of Kamal, if the file asks for one
 */
public record Requirements(
        boolean destination, @CheckForNull String minimumVersionOrNull) {

    /** The least version of Kamal, if the file asks for one. */
    public Optional<String> minimumVersion() {
        return Optional.ofNullable(minimumVersionOrNull);
    }
}
