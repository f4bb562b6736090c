package io.jenkins.plugins.kamal.task.jars;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is not tried again for some time after it has failed.
 *
 * @param <T> names what is tried
 */
final class Postponement<T> {

    private final Clock clock;
    private final Duration time;
    private final Map<T, Instant> until = new ConcurrentHashMap<>();

    /**
     * A postponement.
     *
     * @param time how long nothing is tried again
     */
    Postponement(Clock clock, Duration time) {
        this.clock = clock;
        this.time = time;
    }

    void postpone(T failed) {
        until.put(failed, clock.instant().plus(time));
    }

    /** Whether it may be tried: it has not failed yet, or the time is over. */
    boolean isDue(T next) {
        Instant end = until.get(next);
        return end == null || !clock.instant().isBefore(end);
    }
}
