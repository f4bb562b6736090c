package io.jenkins.plugins.kamal.engine.config.model;

/**
 * Limits on connections.
 *
 * @param maxConcurrentStarts how many connections are opened at the same time
 * @param poolIdleTimeout seconds after which Kamal closes an idle connection
 * @param dnsRetries how often a failed name lookup is repeated
 */
public record Sshkit(int maxConcurrentStarts, int poolIdleTimeout, int dnsRetries) {

    /** Kamal's {@code sshkit/max_concurrent_starts}. */
    public static final int MAX_CONCURRENT_STARTS = 30;

    /** Kamal's {@code sshkit/pool_idle_timeout}. */
    public static final int POOL_IDLE_TIMEOUT = 900;

    /** Kamal's {@code sshkit/dns_retries}. */
    public static final int DNS_RETRIES = 3;
}
