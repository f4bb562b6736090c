package io.jenkins.plugins.kamal.engine.config.model;

import java.util.List;
import java.util.Optional;

/**
 * What kamal-proxy itself is booted with on a host ({@code proxy/run}; {@code lib/kamal/configuration/proxy/run.rb}).
 *
 * @param httpPort port on the host for HTTP
 * @param httpsPort port on the host for HTTPS
 * @param metricsPort port of the metrics, if wanted
 * @param debug whether it logs more
 * @param logMaxSize greatest size of its log; empty for none
 * @param publish whether its ports are published on the host
 * @param bindIps addresses the ports are bound to; none means all
 * @param registry registry of its image, if not Docker Hub
 * @param repository repository of its image
 * @param version tag of its image
 * @param options further options of {@code docker run}
 */
public record ProxyRun(
        int httpPort,
        int httpsPort,
        Optional<Integer> metricsPort,
        boolean debug,
        String logMaxSize,
        boolean publish,
        List<String> bindIps,
        Optional<String> registry,
        String repository,
        String version,
        List<DockerOption> options) {

    /** The version of kamal-proxy that Kamal 2.12 boots. */
    public static final String DEFAULT_VERSION = "v0.9.2";

    public ProxyRun {
        bindIps = List.copyOf(bindIps);
        options = List.copyOf(options);
    }
}
