package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * How kamal-proxy serves a role or an accessory ({@code proxy.yml} of Kamal's reference). Durations are whole or
 * decimal seconds, as written in the file.
 *
 * @param hosts the host names of the requests; empty for all host names
 * @param appPort the port of the app in the container
 * @param ssl how the proxy handles TLS
 * @param sslRedirectOrNull whether HTTP is redirected to HTTPS, if the file sets it
 * @param forwardHeadersOrNull whether the client's {@code X-Forwarded-*} headers are passed on, if the file sets it
 * @param responseTimeoutOrNull how many seconds a request may take, if the file sets it
 * @param pathRouting the paths of the requests
 * @param healthcheck how the proxy checks a new container
 * @param buffering which requests and responses are buffered
 * @param loggedHeaders the headers in the proxy's log
 */
public record Proxy(
        List<String> hosts,
        int appPort,
        Ssl ssl,
        @CheckForNull Boolean sslRedirectOrNull,
        @CheckForNull Boolean forwardHeadersOrNull,
        @CheckForNull String responseTimeoutOrNull,
        PathRouting pathRouting,
        Healthcheck healthcheck,
        Buffering buffering,
        LoggedHeaders loggedHeaders) {

    public Proxy {
        hosts = List.copyOf(hosts);
    }

    /** How the proxy handles TLS. */
    public sealed interface Ssl {

        /** No TLS. */
        record None() implements Ssl {}

        /** A certificate from Let's Encrypt. */
        record Automatic() implements Ssl {}

        /**
         * A certificate from the secrets.
         *
         * @param certificateSecret name of the secret that holds the certificate chain in PEM
         * @param privateKeySecret name of the secret that holds the private key in PEM
         */
        record Custom(String certificateSecret, String privateKeySecret) implements Ssl {}
    }

    /**
     * Path-based routing.
     *
     * @param prefixes the prefixes of the paths; empty for all paths
     * @param stripPrefixOrNull whether the app sees the path without the prefix, if the file sets it
     */
    public record PathRouting(
            List<String> prefixes, @CheckForNull Boolean stripPrefixOrNull) {

        public PathRouting {
            prefixes = List.copyOf(prefixes);
        }
    }

    /**
     * How the proxy checks a new container before it sends requests to the container.
     *
     * @param intervalOrNull seconds between two checks, if the file sets them
     * @param pathOrNull the path that is requested, if the file sets it
     * @param timeoutOrNull how many seconds a check may take, if the file sets it
     */
    public record Healthcheck(
            @CheckForNull String intervalOrNull,
            @CheckForNull String pathOrNull,
            @CheckForNull String timeoutOrNull) {}

    /**
     * Buffering of requests and responses.
     *
     * @param requests whether requests are buffered
     * @param responses whether responses are buffered
     * @param maxRequestBodyOrNull the largest request in bytes, if the file limits it
     * @param maxResponseBodyOrNull the largest response in bytes, if the file limits it
     * @param memoryOrNull how many bytes of a body stay in memory, if the file sets it
     */
    public record Buffering(
            boolean requests,
            boolean responses,
            @CheckForNull Long maxRequestBodyOrNull,
            @CheckForNull Long maxResponseBodyOrNull,
            @CheckForNull Long memoryOrNull) {}

    /**
     * The headers in the proxy's log.
     *
     * @param request headers of requests
     * @param response headers of responses
     */
    public record LoggedHeaders(List<String> request, List<String> response) {

        public LoggedHeaders {
            request = List.copyOf(request);
            response = List.copyOf(response);
        }
    }
}
