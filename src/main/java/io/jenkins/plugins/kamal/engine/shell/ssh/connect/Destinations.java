package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.Algorithms;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.Destination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides how a host is reached, from the settings and OpenSSH's configuration files.
 *
 * <p>As with Net::SSH in Kamal, user and port of the settings beat the files (they always have a value), and so do
 * configured keys and proxies; {@code HostName}, {@code HostKeyAlias}, {@code IdentityFile}, {@code ProxyJump} and
 * {@code ProxyCommand}
 * of the files count where the settings say nothing. Jump hosts take user and port from the files too, {@code root}
 * and 22 else.
 */
public final class Destinations {

    private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final SshSettings settings;
    private final SshConfigFiles config;

    public Destinations(SshSettings settings) {
        this.settings = settings;
        this.config = new SshConfigFiles(
                settings.route().configFiles(), settings.keys().home());
    }

    /** How this host is reached. */
    public Destination of(Host host) {
        Map<String, List<String>> said = config.about(host.address());
        Optional<String> proxy = settings.route().proxy();
        Optional<String> command = settings.route().proxyCommand();
        if (proxy.isEmpty() && command.isEmpty()) {
            proxy = value(said, "proxyjump");
            command = proxy.isPresent() ? Optional.empty() : value(said, "proxycommand", " ");
        }
        return destination(
                host,
                host.user().orElse(settings.user()),
                host.port().orElse(settings.port()),
                said,
                proxy.map(this::jumps).orElse(List.of()),
                command);
    }

    private List<Destination> jumps(String proxy) {
        List<Destination> jumps = new ArrayList<>();
        for (String hop : proxy.split(",")) {
            Host spec = Host.parse(hop.strip());
            Map<String, List<String>> said = config.about(spec.address());
            String user = spec.user().or(() -> value(said, "user")).orElse("root");
            int port =
                    spec.port().orElse(value(said, "port").map(Integer::valueOf).orElse(22));
            jumps.add(destination(spec, user, port, said, List.of(), Optional.empty()));
        }
        return jumps;
    }

    private Destination destination(
            Host host,
            String user,
            int port,
            Map<String, List<String>> said,
            List<Destination> jumps,
            Optional<String> command) {
        String hostName = value(said, "hostname")
                .orElse("%h")
                .replace("%h", host.address())
                .replace("%%", "%");
        String knownAs = value(said, "hostkeyalias").orElse(hostName);
        return new Destination(host, hostName, knownAs, port, user, keyFiles(said), jumps, command, algorithms(said));
    }

    private static Algorithms algorithms(Map<String, List<String>> said) {
        return new Algorithms(
                value(said, "kexalgorithms").orElse(null),
                value(said, "hostkeyalgorithms").orElse(null),
                value(said, "ciphers").orElse(null),
                value(said, "macs").orElse(null),
                value(said, "pubkeyacceptedalgorithms")
                        .or(() -> value(said, "pubkeyacceptedkeytypes"))
                        .orElse(null));
    }

    private List<Path> keyFiles(Map<String, List<String>> said) {
        SshSettings.Keys keys = settings.keys();
        if (!keys.files().isEmpty()) {
            return keys.files();
        }
        List<String> files = said.getOrDefault("identityfile", List.of());
        if (!files.isEmpty()) {
            return files.stream()
                    .map(file -> SshSettings.path(file.replace("%d", keys.home().toString()), keys.home()))
                    .toList();
        }
        return keys.only()
                ? List.of()
                : DEFAULT_KEYS.stream()
                        .map(name -> keys.home().resolve(".ssh").resolve(name))
                        .toList();
    }

    private static Optional<String> value(Map<String, List<String>> said, String keyword) {
        return value(said, keyword, ",");
    }

    private static Optional<String> value(Map<String, List<String>> said, String keyword, String separator) {
        return Optional.ofNullable(said.get(keyword))
                .map(words -> String.join(separator, words))
                .filter(value -> !value.isEmpty() && !value.equalsIgnoreCase("none"));
    }
}
