package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import java.util.Optional;

/** Reads what kamal-proxy itself is booted with ({@code configuration/proxy/run.rb}). */
public final class ProxyRunParser {

    private static final int DEFAULT_HTTP_PORT = 80;
    private static final int DEFAULT_HTTPS_PORT = 443;
    private static final String DEFAULT_LOG_MAX_SIZE = "10m";
    private static final String DEFAULT_REPOSITORY = "basecamp/kamal-proxy";

    private ProxyRunParser() {}

    static ProxyRun parse(Fields run) {
        return new ProxyRun(
                run.integer("http_port").orElse(DEFAULT_HTTP_PORT),
                run.integer("https_port").orElse(DEFAULT_HTTPS_PORT),
                run.integer("metrics_port"),
                run.flag("debug").orElse(false),
                run.text("log_max_size").map(String::strip).orElse(DEFAULT_LOG_MAX_SIZE),
                run.flag("publish").orElse(true),
                run.texts("bind_ips"),
                run.text("registry"),
                run.text("repository").orElse(DEFAULT_REPOSITORY),
                run.text("version").orElse(ProxyRun.DEFAULT_VERSION),
                DockerOptions.parseAll(run));
    }

    /** The settings in a proxy's configuration, if it has any. */
    static Optional<Fields> of(Fields proxy) {
        return proxy.optionalSection("run").filter(run -> !run.map().isBlank());
    }
}
