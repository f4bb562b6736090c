package io.jenkins.plugins.kamal.engine.output;

import java.util.Optional;

/**
 * A line of the log, without any secret.
 *
 * @param text the line as people see it
 * @param host the server it is about, if it is about one
 * @param stream {@code stdout} or {@code stderr} of a command, if it comes from one
 */
public record LogLine(String text, Optional<String> host, Optional<String> stream) {}
