package io.jenkins.plugins.kamal.engine.config.model;

import java.time.Duration;

/**
 * How long a deploy waits.
 *
 * @param readinessDelay the wait before a running container without health check counts as ready
 * @param deploy how long a container may take to become ready
 * @param drain how long requests and containers may take to finish
 */
public record Timeouts(Duration readinessDelay, Duration deploy, Duration drain) {

    /** Kamal's {@code readiness_delay} in seconds. */
    public static final int READINESS_DELAY = 7;

    /** Kamal's {@code deploy_timeout} in seconds. */
    public static final int DEPLOY_TIMEOUT = 30;

    /** Kamal's {@code drain_timeout} in seconds. */
    public static final int DRAIN_TIMEOUT = 30;
}
