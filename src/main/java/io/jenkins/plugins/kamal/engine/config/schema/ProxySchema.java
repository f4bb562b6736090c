package io.jenkins.plugins.kamal.engine.config.schema;

import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.key;
import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.section;

import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;

/** The keys of {@code proxy}. */
final class ProxySchema {

    private static final Section CERTIFICATE = Section.of(
            "ssl",
            "Custom certificate",
            key(
                    "certificate_pem",
                    ValueType.STRICT_TEXT,
                    "Name of the secret that contains the certificate with its chain."),
            key("private_key_pem", ValueType.STRICT_TEXT, "Name of the secret that contains the private key."));

    private static final Section HEALTHCHECK = Section.of(
            "healthcheck",
            "Health check",
            key("interval", ValueType.WHOLE_NUMBER, "Seconds between two checks.")
                    .withDefault("1, by kamal-proxy"),
            key("path", ValueType.TEXT, "Path that must answer with 200.").withDefault("/up, by kamal-proxy"),
            key("timeout", ValueType.WHOLE_NUMBER, "Seconds that one check may take.")
                    .withDefault("5, by kamal-proxy"));

    private static final Section BUFFERING = Section.of(
            "buffering",
            "Buffering",
            key(
                            "requests",
                            ValueType.SWITCH,
                            "Whether the proxy reads requests completely before it passes them to the app.")
                    .withDefault("true"),
            key(
                            "responses",
                            ValueType.SWITCH,
                            "Whether the proxy reads responses completely before it passes them to the client.")
                    .withDefault("true"),
            key("max_request_body", ValueType.WHOLE_NUMBER, "Maximum size of a request in bytes; 0 means no limit."),
            key("max_response_body", ValueType.WHOLE_NUMBER, "Maximum size of a response in bytes; 0 means no limit."),
            key(
                    "memory",
                    ValueType.WHOLE_NUMBER,
                    "Bytes that are buffered in memory; larger bodies are buffered in a file."));

    private static final Section LOGGING = Section.of(
            "logging",
            "Headers in the proxy's log",
            key("request_headers", ValueType.TEXTS, "Request headers that are logged.")
                    .withDefault("Cache-Control, Last-Modified, User-Agent"),
            key("response_headers", ValueType.TEXTS, "Response headers that are logged."));

    private static final Section RUN = Section.of(
            "run",
            "The proxy's own container",
            key("http_port", ValueType.WHOLE_NUMBER, "Port on the host for HTTP.")
                    .withDefault(String.valueOf(ProxyRun.HTTP_PORT)),
            key("https_port", ValueType.WHOLE_NUMBER, "Port on the host for HTTPS.")
                    .withDefault(String.valueOf(ProxyRun.HTTPS_PORT)),
            key("metrics_port", ValueType.WHOLE_NUMBER, "Port for Prometheus metrics."),
            key("debug", ValueType.SWITCH, "Whether the proxy writes debug messages to its log.")
                    .withDefault("false"),
            key(
                            "log_max_size",
                            ValueType.TEXT,
                            "Size at which Docker rotates the proxy's log; an empty value means no limit.")
                    .withDefault(ProxyRun.LOG_MAX_SIZE),
            key("publish", ValueType.SWITCH, "Whether the ports are published on the host.")
                    .withDefault("true"),
            key("bind_ips", ValueType.TEXTS, "Addresses of the host on which the ports are published.")
                    .allowing("IPv4 and IPv6 addresses")
                    .withDefault("all addresses"),
            key("registry", ValueType.TEXT, "Registry of the proxy's image.").withDefault("Docker Hub"),
            key("repository", ValueType.TEXT, "Repository of the proxy's image.")
                    .withDefault("basecamp/kamal-proxy"),
            key("version", ValueType.TEXT, "Tag of the proxy's image.").withDefault(ProxyRun.Image.MINIMUM_VERSION),
            key("options", ValueType.OPTION_MAP, "Additional options for `docker run` of the proxy."));

    static final Section PROXY = Section.of(
            "proxy",
            "Proxy",
            key(
                            "host",
                            ValueType.TEXT,
                            "Host names of the requests, separated by commas; cannot be combined with `hosts`.")
                    .withDefault("all host names"),
            key(
                    "hosts",
                    ValueType.HOST_NAMES,
                    "Host names of the requests, as a list; cannot be combined with `host`."),
            key("app_port", ValueType.WHOLE_NUMBER, "Port on which the app listens in its container.")
                    .withDefault("80"),
            KeySpec.named(
                            "ssl",
                            ValueType.SSL,
                            CERTIFICATE,
                            "TLS with a certificate from Let's Encrypt (which requires a host) or from the secrets.")
                    .withDefault("false"),
            key("ssl_redirect", ValueType.SWITCH, "Whether HTTP is redirected to HTTPS.")
                    .withDefault("true with TLS, by kamal-proxy"),
            key("forward_headers", ValueType.SWITCH, "Whether the client's X-Forwarded headers are passed to the app.")
                    .withDefault("true without TLS, by kamal-proxy"),
            key("response_timeout", ValueType.WHOLE_NUMBER, "Seconds that the app may take to answer.")
                    .withDefault("30, by kamal-proxy"),
            key("path_prefix", ValueType.TEXT, "Path prefixes of the requests, separated by commas.")
                    .withDefault("all paths"),
            key("path_prefixes", ValueType.TEXTS, "Path prefixes of the requests, as a list; overrides `path_prefix`."),
            key(
                            "strip_path_prefix",
                            ValueType.SWITCH,
                            "Whether the prefix is removed from the path before the request is passed to the app.")
                    .withDefault("true, by kamal-proxy"),
            section(HEALTHCHECK, "How the proxy checks that a new container is ready."),
            section(BUFFERING, "Which requests and responses the proxy reads completely before it passes them on."),
            section(LOGGING, "Which headers the proxy logs."),
            section(RUN, "Settings of the proxy's own container; all services on a host must use the same settings."));

    private ProxySchema() {}
}
