package io.jenkins.plugins.kamal.engine.deploy.proxy;

import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds settings of {@code proxy/run} that a kamal-proxy was not booted with. A deploy does not replace a running
 * proxy, because other services may be behind it.
 */
final class ProxyChange {

    private static final Pattern CONTAINER_PORT = Pattern.compile("\"(\\d+)/tcp\":\\[([^]]*)]");
    private static final Pattern HOST_PORT = Pattern.compile("\"HostPort\":\"(\\d+)\"");

    private ProxyChange() {}

    /**
     * Returns a message about a proxy with other settings; empty if the proxy was booted with these settings.
     *
     * @param version the tag of the proxy's image
     * @param portBindings the published ports in Docker's JSON
     */
    static Optional<String> of(Host host, ProxyRun settings, String version, String portBindings) {
        List<String> changes = new ArrayList<>();
        if (!version.equals(settings.image().version())) {
            changes.add("version " + version + ", but proxy/run asks for version "
                    + settings.image().version());
        }
        Set<String> published = published(portBindings);
        Set<String> wanted = wanted(settings);
        boolean moreInOptions =
                settings.options().stream().anyMatch(option -> option.name().equals("publish"));
        if (!published.equals(wanted) && !moreInOptions) {
            changes.add("published ports " + listed(published) + ", but proxy/run asks for " + listed(wanted));
        }
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of("kamal-proxy on " + host + " was booted with " + String.join("; with ", changes)
                        + ". Run `kamal proxy reboot` to apply the configuration");
    }

    private static Set<String> wanted(ProxyRun settings) {
        ProxyRun.Publishing publishing = settings.publishing();
        return publishing.enabled()
                ? new TreeSet<>(Set.of(publishing.httpPort() + ":80", publishing.httpsPort() + ":443"))
                : Set.of();
    }

    private static Set<String> published(String portBindings) {
        Set<String> ports = new TreeSet<>();
        Matcher container = CONTAINER_PORT.matcher(portBindings);
        while (container.find()) {
            Matcher host = HOST_PORT.matcher(container.group(2));
            while (host.find()) {
                ports.add(host.group(1) + ":" + container.group(1));
            }
        }
        return ports;
    }

    private static String listed(Set<String> ports) {
        return ports.isEmpty() ? "none" : String.join(", ", ports);
    }
}
