package io.jenkins.plugins.kamal.engine.output;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * A line of the log, without any secret.
 *
 * @param text the line as the user sees it
 * @param hostOrNull the server that the line is about, if any
 * @param streamOrNull {@code stdout} or {@code stderr}, if the line is output of a command
 */
public record LogLine(
        String text,
        @CheckForNull String hostOrNull,
        @CheckForNull String streamOrNull) {

    /** The server that the line is about, if any. */
    public Optional<String> host() {
        return Optional.ofNullable(hostOrNull);
    }

    /** {@code stdout} or {@code stderr}, if the line is output of a command. */
    public Optional<String> stream() {
        return Optional.ofNullable(streamOrNull);
    }
}
