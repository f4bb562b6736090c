package io.jenkins.plugins.kamal.engine.protocol;

import java.time.Instant;

/**
 * An event with its place in the order of one invocation.
 *
 * @param format the version of the line's format, {@value EventJson#FORMAT}
 * @param number the number of the event, counted from 1, without gaps
 * @param at when the event happened
 * @param event the event
 */
public record NumberedEvent(int format, long number, Instant at, DeployEvent event) {}
