package io.jenkins.plugins.kamal.engine.config.model;

import java.util.List;
import java.util.Optional;

/** The proxy's settings of the sample app. */
public final class SampleProxy {

    private List<String> hosts = List.of("app.lab");
    private Proxy.Ssl ssl = new Proxy.Ssl.None();
    private Optional<Boolean> sslRedirect = Optional.empty();
    private Optional<Boolean> forwardHeaders = Optional.empty();
    private Optional<String> responseTimeout = Optional.empty();
    private List<String> pathPrefixes = List.of();
    private Optional<Boolean> stripPathPrefix = Optional.empty();
    private Optional<String> interval = Optional.empty();
    private Optional<String> path = Optional.empty();
    private Optional<String> timeout = Optional.empty();
    private boolean buffered = true;
    private Optional<Long> limit = Optional.empty();
    private List<String> requestHeaders = List.of("Cache-Control", "Last-Modified", "User-Agent");
    private List<String> responseHeaders = List.of();

    public SampleProxy host(String... values) {
        hosts = List.of(values);
        return this;
    }

    public SampleProxy ssl(Proxy.Ssl value) {
        ssl = value;
        return this;
    }

    public SampleProxy sslRedirect(boolean value) {
        sslRedirect = Optional.of(value);
        return this;
    }

    public SampleProxy forwardHeaders(boolean value) {
        forwardHeaders = Optional.of(value);
        return this;
    }

    public SampleProxy responseTimeout(String seconds) {
        responseTimeout = Optional.of(seconds);
        return this;
    }

    public SampleProxy pathPrefixes(boolean strip, String... values) {
        pathPrefixes = List.of(values);
        stripPathPrefix = Optional.of(strip);
        return this;
    }

    public SampleProxy healthcheck(String intervalSeconds, String timeoutSeconds, String checkedPath) {
        interval = Optional.of(intervalSeconds);
        timeout = Optional.of(timeoutSeconds);
        path = Optional.of(checkedPath);
        return this;
    }

    public SampleProxy buffering(boolean wanted, long bytes) {
        buffered = wanted;
        limit = Optional.of(bytes);
        return this;
    }

    public SampleProxy logHeaders(List<String> request, List<String> response) {
        requestHeaders = request;
        responseHeaders = response;
        return this;
    }

    public Proxy build() {
        return new Proxy(
                hosts,
                80,
                ssl,
                sslRedirect,
                forwardHeaders,
                responseTimeout,
                pathPrefixes,
                stripPathPrefix,
                interval,
                path,
                timeout,
                buffered,
                buffered,
                limit,
                limit,
                limit,
                requestHeaders,
                responseHeaders);
    }
}
