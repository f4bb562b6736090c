package io.jenkins.plugins.kamal.engine.config.model;

import java.time.Duration;

/**
 * How long a deploy waits.
 *
 * @param readinessDelay wait before a running container without health check counts as ready
 * @param deploy how long a container may take to become ready
 * @param drain how long requests and containers may take to finish
 */
public record Timeouts(Duration readinessDelay, Duration deploy, Duration drain) {}
