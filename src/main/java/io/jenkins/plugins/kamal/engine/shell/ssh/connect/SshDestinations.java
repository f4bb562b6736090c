package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.ssh.config.ConfigLine;
import io.jenkins.plugins.kamal.engine.shell.ssh.config.HostConfig;
import io.jenkins.plugins.kamal.engine.shell.ssh.config.SshConfigFiles;
import io.jenkins.plugins.kamal.engine.shell.ssh.config.Tokens;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.Algorithms;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides how a host is reached, based on the settings and OpenSSH's configuration files.
 *
 * <p>As with Net::SSH in Kamal, the user and the port of the settings override the files (the settings always have a
 * value), and so do configured keys and proxies. Everything else in the files counts. Jump hosts take their user and
 * port from the files, too, or else {@code root} and 22.
 */
public final class SshDestinations {

    private static final int SSH_PORT = 22;

    private final SshSettings settings;
    private final SshConfigFiles config;
    private final LoginChoice logins;

    /** {@code warnings} receives one sentence for each line of the files that is ignored. */
    public SshDestinations(SshSettings settings, Consumer<String> warnings) {
        this.settings = settings;
        this.config = new SshConfigFiles(
                settings.route().configFiles(), settings.keys().home(), warnings);
        this.logins = new LoginChoice(settings);
    }

    /** The destination for this host. */
    public SshDestination of(Host host) {
        String user = host.user().orElse(settings.user());
        HostConfig said = config.about(host.address(), user);
        int port = host.port().orElse(settings.port());
        said.line("port").ifPresent(ConfigLine::port);
        Optional<String> proxy = settings.route().proxy();
        Optional<String> command = settings.route().proxyCommand();
        if (proxy.isPresent() || command.isPresent()) {
            List<SshDestination> jumps =
                    proxy.map(hops -> jumps(hops, List.of())).orElse(List.of());
            return destination(host, user, port, said, jumps, command.orElse(null));
        }
        return asConfigured(host, user, port, said, List.of());
    }

    /** The destination with the proxies of the files. */
    private SshDestination asConfigured(Host host, String user, int port, HostConfig said, List<String> before) {
        Optional<ConfigLine> jump = said.line("proxyjump");
        if (jump.isPresent()) {
            String hops = jump.get().text();
            List<String> way = new ArrayList<>(before);
            way.add(host.address());
            boolean none = hops.equalsIgnoreCase("none") || isItself(hops, host);
            return destination(host, user, port, said, none ? List.of() : jumps(jump.get(), way), null);
        }
        String command = said.line("proxycommand")
                .map(ConfigLine::text)
                .filter(text -> !text.equalsIgnoreCase("none"))
                .orElse(null);
        return destination(host, user, port, said, List.of(), command);
    }

    /** {@code Host *} with {@code ProxyJump gate} is meant for every host except the gate itself. */
    private static boolean isItself(String hops, Host host) {
        return hops.equals(host.toString()) || hops.endsWith("@" + host.address()) || hops.equals(host.address());
    }

    private List<SshDestination> jumps(ConfigLine line, List<String> before) {
        try {
            return jumps(line.text(), before);
        } catch (EngineException e) {
            throw e.getMessage().startsWith(line.where().replaceAll(":\\d+$", ":"))
                    ? e
                    : new EngineException(e.topic(), line.where() + ": " + line.keyword() + ": " + e.getMessage(), e);
        }
    }

    /** The first hop is reached as the files say, each later hop through the hop before it. */
    private List<SshDestination> jumps(String hops, List<String> before) {
        List<SshDestination> jumps = new ArrayList<>();
        for (String hop : hops.split(",")) {
            Host host = Host.parse(hop.strip());
            if (before.contains(host.address())) {
                throw new EngineException(
                        Topic.SSH,
                        "the jump hosts form a circle: " + String.join(" through ", before) + " through "
                                + host.address());
            }
            HostConfig said = config.about(host.address(), host.user().orElse("root"));
            String user = host.user().or(() -> said.word("user")).orElse("root");
            int configured = said.line("port").map(ConfigLine::port).orElse(SSH_PORT);
            int port = host.port().orElse(configured);
            if (jumps.isEmpty()) {
                SshDestination first = asConfigured(host, user, port, said, before);
                jumps.addAll(first.jumps());
                jumps.add(destination(host, user, port, said, List.of(), first.proxyCommand()));
            } else {
                jumps.add(destination(host, user, port, said, List.of(), null));
            }
        }
        return jumps;
    }

    private SshDestination destination(
            Host host,
            String user,
            int port,
            HostConfig said,
            List<SshDestination> jumps,
            @CheckForNull String command) {
        Tokens ofName = new Tokens(Map.of('h', host.address()));
        String hostName = said.line("hostname")
                .map(line -> ofName.expand(line, line.word()))
                .orElse(host.address());
        Tokens tokens = new Tokens(Map.of(
                'd', settings.keys().home().toString(),
                'h', hostName,
                'n', host.address(),
                'p', String.valueOf(port),
                'r', user,
                'u', System.getProperty("user.name")));
        return new SshDestination(
                host,
                hostName,
                port,
                user,
                logins.login(said, tokens),
                new SshDestination.KnownAs(
                        said.word("hostkeyalias").orElse(hostName), logins.knownHostsFiles(said, tokens)),
                jumps,
                command,
                algorithms(said));
    }

    private static Algorithms algorithms(HostConfig said) {
        return new Algorithms(
                said.word("kexalgorithms").orElse(null),
                said.word("hostkeyalgorithms").orElse(null),
                said.word("ciphers").orElse(null),
                said.word("macs").orElse(null),
                said.word("pubkeyacceptedalgorithms")
                        .or(() -> said.word("pubkeyacceptedkeytypes"))
                        .orElse(null));
    }
}
