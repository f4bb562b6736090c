package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/** The proxy's settings of the sample app. */
public final class SampleProxy {

    private List<String> hosts = List.of("app.lab");
    private Proxy.Ssl ssl = new Proxy.Ssl.None();

    @CheckForNull
    private Boolean sslRedirect;

    @CheckForNull
    private Boolean forwardHeaders;

    @CheckForNull
    private String responseTimeout;

    private List<String> pathPrefixes = List.of();

    @CheckForNull
    private Boolean stripPathPrefix;

    @CheckForNull
    private String interval;

    @CheckForNull
    private String path;

    @CheckForNull
    private String timeout;

    private boolean buffered = true;

    @CheckForNull
    private Long limit;

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
        sslRedirect = value;
        return this;
    }

    public SampleProxy forwardHeaders(boolean value) {
        forwardHeaders = value;
        return this;
    }

    public SampleProxy responseTimeout(String seconds) {
        responseTimeout = seconds;
        return this;
    }

    public SampleProxy pathPrefixes(boolean strip, String... values) {
        pathPrefixes = List.of(values);
        stripPathPrefix = strip;
        return this;
    }

    public SampleProxy healthcheck(String intervalSeconds, String timeoutSeconds, String checkedPath) {
        interval = intervalSeconds;
        timeout = timeoutSeconds;
        path = checkedPath;
        return this;
    }

    public SampleProxy buffering(boolean wanted, long bytes) {
        buffered = wanted;
        limit = bytes;
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
                new Proxy.PathRouting(pathPrefixes, stripPathPrefix),
                new Proxy.Healthcheck(interval, path, timeout),
                new Proxy.Buffering(buffered, buffered, limit, limit, limit),
                new Proxy.LoggedHeaders(requestHeaders, responseHeaders));
    }
}
