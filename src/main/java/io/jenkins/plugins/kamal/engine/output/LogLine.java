package io.jenkins.plugins.kamal.engine.output;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * A line of the log, without any secret.
 *
 * @param text the line as people see it
 * @param hostOrNull the server it is about, if it is about one
 * @param streamOrNull {@code stdout} or {@code stderr} of a command, if it comes from one
 */
public record LogLine(
        String text,
        @CheckForNull String hostOrNull,
        @CheckForNull String streamOrNull) {

    /** The server it is about, if it is about one. */
    public Optional<String> host() {
        return Optional.ofNullable(hostOrNull);
    }

    /** {@code stdout} or {@code stderr} of a command, if it comes from one. */
    public Optional<String> stream() {
        return Optional.ofNullable(streamOrNull);
    }
}
