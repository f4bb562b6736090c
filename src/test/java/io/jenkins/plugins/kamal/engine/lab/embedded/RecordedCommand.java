package io.jenkins.plugins.kamal.engine.lab.embedded;

import java.time.Instant;

/**
 * A command line that a server was given over SSH.
 *
 * @param line the line, as it arrived
 * @param time when it arrived
 */
public record RecordedCommand(String line, Instant time) {}
