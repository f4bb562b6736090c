package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings that kamal-proxy itself is booted with on a host ({@code proxy/run};
 * {@code lib/kamal/configuration/proxy/run.rb}).
 *
 * @param publishing the ports of the host that lead to the proxy
 * @param metricsPortOrNull the port of the metrics, if they are served
 * @param debug whether the proxy logs in more detail
 * @param logMaxSizeOrNull the largest size of the proxy's log, or null for no limit
 * @param image the proxy's image
 * @param options additional options of {@code docker run}
 */
public record ProxyRun(
        Publishing publishing,
        @CheckForNull Integer metricsPortOrNull,
        boolean debug,
        @CheckForNull String logMaxSizeOrNull,
        Image image,
        List<DockerOption> options) {

    /** The default port on the host for HTTP. */
    public static final int HTTP_PORT = 80;

    /** The default port on the host for HTTPS. */
    public static final int HTTPS_PORT = 443;

    /** The default for the largest size of the proxy's log. */
    public static final String LOG_MAX_SIZE = "10m";

    public ProxyRun {
        options = List.copyOf(options);
    }

    /** The port of the metrics, if they are served. */
    public Optional<Integer> metricsPort() {
        return Optional.ofNullable(metricsPortOrNull);
    }

    /** The largest size of the proxy's log, if it is limited. */
    public Optional<String> logMaxSize() {
        return Optional.ofNullable(logMaxSizeOrNull);
    }

    /**
     * The ports of the host that lead to the proxy.
     *
     * @param enabled whether any port is published
     * @param bindIps the addresses that the ports are bound to; empty for all addresses
     * @param httpPort port on the host for HTTP
     * @param httpsPort port on the host for HTTPS
     */
    public record Publishing(boolean enabled, List<String> bindIps, int httpPort, int httpsPort) {

        public Publishing {
            bindIps = List.copyOf(bindIps);
        }
    }

    /**
     * The proxy's image.
     *
     * @param registryOrNull its registry, or null for Docker Hub
     * @param repository its name in the registry
     * @param versionOrNull its tag, or null for the default
     */
    public record Image(
            @CheckForNull String registryOrNull,
            String repository,
            @CheckForNull String versionOrNull) {

        /** The default namespace of the image. */
        public static final String NAMESPACE = "basecamp";

        /** The name of the image without its namespace. */
        public static final String NAME = "kamal-proxy";

        /** The version that Kamal 2.12 boots by default, and the oldest version that it works with. */
        public static final String MINIMUM_VERSION = "v0.9.2";

        /** The name with the registry, without the tag. */
        public String name() {
            return registryOrNull == null ? repository : registryOrNull + "/" + repository;
        }

        /** The tag, {@link #MINIMUM_VERSION} by default. */
        public String version() {
            return Objects.requireNonNullElse(versionOrNull, MINIMUM_VERSION);
        }
    }
}
