package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * The outcome of a turn: another turn, or the end of the step.
 *
 * @param isEnd whether the step is over
 * @param pauseMillis how many milliseconds to wait before the next turn, if there is one
 * @param result the return value of the step, or null
 * @param failure why the step failed, or null
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

    static TurnOutcome turnNow() {
        return turnIn(0);
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
