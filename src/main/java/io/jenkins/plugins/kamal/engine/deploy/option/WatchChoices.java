package io.jenkins.plugins.kamal.engine.deploy.option;

import java.time.Duration;

/**
 * How long a new version is watched after the switch, and when it counts as bad.
 *
 * @param time how long it is watched
 * @param maxErrorRate the largest accepted share of answers with a status of 500 or more, in percent
 * @param minRequests the number of requests below which the share of errors says nothing
 */
public record WatchChoices(Duration time, double maxErrorRate, int minRequests) {

    /** The share of errors that is accepted if none is given, in percent. */
    public static final double DEFAULT_MAX_ERROR_RATE = 5;

    /** The number of requests that is needed for a judgment if none is given. */
    public static final int DEFAULT_MIN_REQUESTS = 20;
}
