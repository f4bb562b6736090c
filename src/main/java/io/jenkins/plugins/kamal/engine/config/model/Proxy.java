package io.jenkins.plugins.kamal.engine.config.model;

import java.util.List;
import java.util.Optional;

/**
 * How kamal-proxy serves a role ({@code proxy} of root and role merged; {@code proxy.yml} of Kamal's reference).
 * Durations are in the unit of the file, whole or decimal seconds as written, because they become {@code "<n>s"}.
 *
 * @param hosts host names it answers to; none means all
 * @param appPort the port of the app in the container
 * @param ssl plain, by Let's Encrypt, or with a certificate from the secrets
 * @param sslRedirect whether HTTP is redirected to HTTPS, if said
 * @param forwardHeaders whether {@code X-Forwarded-*} of the client are passed on, if said
 * @param responseTimeout seconds a request may take, if said
 * @param pathPrefixes paths it answers to; none means all
 * @param stripPathPrefix whether the prefix is taken off, if said
 * @param healthcheckInterval seconds between two checks, if said
 * @param healthcheckPath path of the check, if said
 * @param healthcheckTimeout seconds a check may take, if said
 * @param bufferRequests whether requests are buffered
 * @param bufferResponses whether responses are buffered
 * @param maxRequestBody greatest request in bytes, if said
 * @param maxResponseBody greatest response in bytes, if said
 * @param bufferMemory bytes kept in memory for buffering, if said
 * @param logRequestHeaders request headers that are logged
 * @param logResponseHeaders response headers that are logged
 */
public record Proxy(
        List<String> hosts,
        int appPort,
        Ssl ssl,
        Optional<Boolean> sslRedirect,
        Optional<Boolean> forwardHeaders,
        Optional<String> responseTimeout,
        List<String> pathPrefixes,
        Optional<Boolean> stripPathPrefix,
        Optional<String> healthcheckInterval,
        Optional<String> healthcheckPath,
        Optional<String> healthcheckTimeout,
        boolean bufferRequests,
        boolean bufferResponses,
        Optional<Long> maxRequestBody,
        Optional<Long> maxResponseBody,
        Optional<Long> bufferMemory,
        List<String> logRequestHeaders,
        List<String> logResponseHeaders) {

    public Proxy {
        hosts = List.copyOf(hosts);
        pathPrefixes = List.copyOf(pathPrefixes);
        logRequestHeaders = List.copyOf(logRequestHeaders);
        logResponseHeaders = List.copyOf(logResponseHeaders);
    }

    /** How the proxy does TLS. */
    public sealed interface Ssl {

        /** No TLS. */
        record None() implements Ssl {}

        /** A certificate from Let's Encrypt. */
        record Automatic() implements Ssl {}

        /**
         * A certificate of one's own.
         *
         * @param certificateSecret name of the secret that holds the certificate chain in PEM
         * @param privateKeySecret name of the secret that holds the private key in PEM
         */
        record Custom(String certificateSecret, String privateKeySecret) implements Ssl {}
    }
}
