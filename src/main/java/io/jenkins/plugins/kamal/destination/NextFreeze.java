package io.jenkins.plugins.kamal.destination;

import java.time.Instant;

/**
 * A freeze that has not begun.
 *
 * @param begin when it begins
 * @param reason why servers must not be changed from then on, and until when
 */
public record NextFreeze(Instant begin, String reason) {}
