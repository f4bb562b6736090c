package io.jenkins.plugins.kamal.engine.command.proxy;

import io.jenkins.plugins.kamal.engine.command.Arguments;
import io.jenkins.plugins.kamal.engine.command.Seconds;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Optional;

/**
 * The options of {@code kamal-proxy deploy}, in Kamal's order ({@code deploy_options} of
 * {@code lib/kamal/configuration/proxy.rb}).
 *
 * @param configuration timeouts and paths
 * @param proxy how requests are served
 * @param tlsName the directory of the certificate, below the service's directory of certificates
 * @param version the version whose error pages are shown; empty if no version is known
 */
public record ProxyTarget(Configuration configuration, Proxy proxy, String tlsName, Optional<Version> version) {

    public Command addTo(Command deploy, String containerId) {
        Command command = value(deploy, "target", containerId + ":" + proxy.appPort());
        command = tls(values(command, "host", proxy.hosts()));
        command = value(
                command, "deploy-timeout", Seconds.of(configuration.timeouts().deploy()) + "s");
        command = value(
                command, "drain-timeout", Seconds.of(configuration.timeouts().drain()) + "s");
        command = buffering(healthCheck(command));
        command = values(command, "path-prefix", proxy.pathRouting().prefixes());
        command = flag(command, "strip-path-prefix", proxy.pathRouting().stripPrefix());
        command = flag(command, "forward-headers", proxy.forwardHeaders());
        command = flag(command, "tls-redirect", proxy.sslRedirect());
        command = values(command, "log-request-header", proxy.loggedHeaders().request());
        command = values(command, "log-response-header", proxy.loggedHeaders().response());
        return value(command, "error-pages", errorPages());
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
        Command check = value(command, "health-check-interval", seconds(healthcheck.interval()));
        check = value(check, "health-check-timeout", seconds(healthcheck.timeout()));
        check = value(check, "health-check-path", healthcheck.path());
        return value(check, "target-timeout", seconds(proxy.responseTimeout()));
    }

    private Command buffering(Command command) {
        Proxy.Buffering settings = proxy.buffering();
        Command buffering = flag(command, "buffer-requests", Optional.of(settings.requests()));
        buffering = flag(buffering, "buffer-responses", Optional.of(settings.responses()));
        buffering = value(buffering, "buffer-memory", settings.memory().map(String::valueOf));
        buffering =
                value(buffering, "max-request-body", settings.maxRequestBody().map(String::valueOf));
        return value(buffering, "max-response-body", settings.maxResponseBody().map(String::valueOf));
    }

    private String tlsDirectory() {
        return new ServerPaths(configuration).proxyAppDirectoryInContainer() + "/tls/" + tlsName;
    }

    private Optional<String> errorPages() {
        String directory = new ServerPaths(configuration).proxyAppDirectoryInContainer() + "/error_pages/";
        return configuration.paths().errorPages().flatMap(path -> version).map(shown -> directory + shown);
    }

    private static Optional<String> seconds(Optional<String> value) {
        return value.map(number -> number + "s");
    }

    private static Command flag(Command command, String option, Optional<Boolean> value) {
        return value.map(on -> command.with("--" + option + (on ? "" : "=false")))
                .orElse(command);
    }

    private static Command values(Command command, String option, List<String> values) {
        Command extended = command;
        for (String value : values) {
            extended = value(extended, option, value);
        }
        return extended;
    }

    private static Command value(Command command, String option, Optional<String> value) {
        return value.map(text -> value(command, option, text)).orElse(command);
    }

    private static Command value(Command command, String option, String value) {
        return Arguments.value(command, "--" + option + "=", value);
    }
}
