package io.jenkins.plugins.kamal.engine.command.proxy;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.Arguments;
import io.jenkins.plugins.kamal.engine.command.Seconds;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;

/**
 * The options of {@code kamal-proxy deploy}, in Kamal's order ({@code deploy_options} of
 * {@code lib/kamal/configuration/proxy.rb}).
 *
 * @param configuration the configuration, for its timeouts and paths
 * @param proxy the settings for serving requests
 * @param tlsName the directory of the certificate, below the service's directory of certificates
 * @param version the version whose error pages are shown; null if no version is known
 */
public record ProxyTarget(
        Configuration configuration,
        Proxy proxy,
        String tlsName,
        @CheckForNull Version version) {

    /** Adds the options to the command; the requests are balanced between the containers with these ids. */
    public Command addTo(Command deploy, List<String> containerIds) {
        Command command = values(
                deploy,
                "target",
                containerIds.stream().map(id -> id + ":" + proxy.appPort()).toList());
        command = tls(values(command, "host", proxy.hosts()));
        command = value(
                command, "deploy-timeout", Seconds.of(configuration.timeouts().deploy()) + "s");
        command = value(
                command, "drain-timeout", Seconds.of(configuration.timeouts().drain()) + "s");
        command = buffering(healthCheck(command));
        command = values(command, "path-prefix", proxy.pathRouting().prefixes());
        command = flag(command, "strip-path-prefix", proxy.pathRouting().stripPrefixOrNull());
        command = flag(command, "forward-headers", proxy.forwardHeadersOrNull());
        command = flag(command, "tls-redirect", proxy.sslRedirectOrNull());
        command = values(command, "log-request-header", proxy.loggedHeaders().request());
        command = values(command, "log-response-header", proxy.loggedHeaders().response());
        return errorPages(command);
    }

    private Command tls(Command command) {
        if (proxy.ssl() instanceof Proxy.Ssl.None) {
            return command;
        }
        Command tls = command.with("--tls");
        if (proxy.ssl() instanceof Proxy.Ssl.Custom) {
            tls = value(tls, "tls-certificate-path", tlsDirectory() + "/cert.pem");
            tls = value(tls, "tls-private-key-path", tlsDirectory() + "/key.pem");
        }
        return tls;
    }

    private Command healthCheck(Command command) {
        Proxy.Healthcheck healthcheck = proxy.healthcheck();
        Command check = value(command, "health-check-interval", seconds(healthcheck.intervalOrNull()));
        check = value(check, "health-check-timeout", seconds(healthcheck.timeoutOrNull()));
        check = value(check, "health-check-path", healthcheck.pathOrNull());
        return value(check, "target-timeout", seconds(proxy.responseTimeoutOrNull()));
    }

    private Command buffering(Command command) {
        Proxy.Buffering settings = proxy.buffering();
        Command buffering = flag(command, "buffer-requests", settings.requests());
        buffering = flag(buffering, "buffer-responses", settings.responses());
        buffering = value(buffering, "buffer-memory", settings.memoryOrNull());
        buffering = value(buffering, "max-request-body", settings.maxRequestBodyOrNull());
        return value(buffering, "max-response-body", settings.maxResponseBodyOrNull());
    }

    private String tlsDirectory() {
        return new ServerPaths(configuration).proxyAppDirectoryInContainer() + "/tls/" + tlsName;
    }

    private Command errorPages(Command command) {
        if (version == null || configuration.paths().errorPages().isEmpty()) {
            return command;
        }
        String directory = new ServerPaths(configuration).proxyAppDirectoryInContainer() + "/error_pages/";
        return value(command, "error-pages", directory + version);
    }

    @CheckForNull
    private static String seconds(@CheckForNull String value) {
        return value == null ? null : value + "s";
    }

    private static Command flag(Command command, String option, @CheckForNull Boolean value) {
        return value == null ? command : command.with("--" + option + (value ? "" : "=false"));
    }

    private static Command values(Command command, String option, List<String> values) {
        Command extended = command;
        for (String value : values) {
            extended = value(extended, option, value);
        }
        return extended;
    }

    /** Adds the option with its value; returns the command unchanged if the value is null. */
    private static Command value(Command command, String option, @CheckForNull Object value) {
        return value == null ? command : Arguments.value(command, "--" + option + "=", value.toString());
    }
}
