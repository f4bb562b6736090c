package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What comes after a turn of a step's work: another turn, or the end.
 *
 * @param isEnd whether the step is over
 * @param pauseMillis how long to wait before the next turn, if there is one
 * @param result what the step returns, or null
 * @param failure why it failed, or null where it did not
 */
record TurnOutcome(
        boolean isEnd,
        long pauseMillis,
        @CheckForNull Object result,
        @CheckForNull Throwable failure) {

    static final long SHORTEST_PAUSE_MILLIS = 200;
    static final long LONGEST_PAUSE_MILLIS = 3_000;

    static TurnOutcome turnIn(long millis) {
        return new TurnOutcome(false, millis, null, null);
    }

    static TurnOutcome turnSoon() {
        return turnIn(SHORTEST_PAUSE_MILLIS);
    }

    static TurnOutcome turnLater() {
        return turnIn(LONGEST_PAUSE_MILLIS);
    }

    static TurnOutcome returned(@CheckForNull Object result) {
        return new TurnOutcome(true, 0, result, null);
    }

    static TurnOutcome failed(Throwable failure) {
        return new TurnOutcome(true, 0, null, failure);
    }
}
