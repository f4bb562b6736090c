package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * The additional destinations of a command's log ({@code output.yml} of Kamal's reference).
 *
 * @param directory the directory of the log files, or null for none
 * @param endpoint the endpoint of the OpenTelemetry collector, or null for none
 */
public record OutputLoggers(
        @CheckForNull String directory, @CheckForNull String endpoint) {

    /** The directory of the log files, if the configuration asks for files. */
    public Optional<String> file() {
        return Optional.ofNullable(directory);
    }

    /** The endpoint of the collector, if the configuration names one. */
    public Optional<String> otelEndpoint() {
        return Optional.ofNullable(endpoint);
    }
}
