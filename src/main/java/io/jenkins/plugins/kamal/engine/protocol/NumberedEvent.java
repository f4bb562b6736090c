package io.jenkins.plugins.kamal.engine.protocol;

import java.time.Instant;

/**
 * An event with its place in the order of one invocation.
 *
 * @param format version of the line's format, {@value EventJson#FORMAT}
 * @param number counted from 1, without gaps
 * @param at when it happened
 * @param event what happened
 */
public record NumberedEvent(int format, long number, Instant at, DeployEvent event) {}
