package io.jenkins.plugins.kamal.engine.config.model;

/**
 * Limits on connections.
 *
 * @param maxConcurrentStarts how many connections are opened at the same time
 * @param poolIdleTimeout seconds after which Kamal closes an idle connection
 * @param dnsRetries how often a failed name lookup is repeated
 */
public record Sshkit(int maxConcurrentStarts, int poolIdleTimeout, int dnsRetries) {}
