package io.jenkins.plugins.kamal.figures;

import java.time.Duration;
import java.time.Instant;

/**
 * A deployment that has succeeded or failed.
 *
 * @param started when it started
 * @param duration how long it took; zero if that is not known
 * @param good whether it succeeded
 * @param rollback whether it went back to an earlier version
 */
public record Attempt(Instant started, Duration duration, boolean good, boolean rollback) {

    Instant ended() {
        return started.plus(duration);
    }
}
