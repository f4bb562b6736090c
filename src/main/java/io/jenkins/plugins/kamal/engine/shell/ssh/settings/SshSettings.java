package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Ssh;
import io.jenkins.plugins.kamal.engine.config.model.Sshkit;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How servers are reached over SSH.
 *
 * @param user who logs in
 * @param port the port of every server
 * @param keys what proves who we are
 * @param hostKeys what proves who the servers are
 * @param route which way connections take
 * @param limits how many, and how long
 * @param logLevel what of the SSH library's own log is shown: {@code debug}, {@code info}, {@code warn}, {@code
 *     error} or {@code fatal} (nothing)
 */
public record SshSettings(
        String user, int port, Keys keys, HostKeys hostKeys, Route route, Limits limits, String logLevel) {

    /**
     * What proves who we are. Offered in this order: texts, files, agent, and where no file was configured the
     * default files.
     *
     * @param texts keys handed over as text
     * @param files configured key files
     * @param only whether of the agent's keys only those are offered that are also among texts and files
     * @param agentSocketOrNull the ssh-agent's socket, if there is an agent
     * @param forwardAgent whether commands on servers may use the agent
     * @param home the home directory, which {@code ~} stands for
     */
    public record Keys(
            List<PrivateKeyText> texts,
            List<Path> files,
            boolean only,
            @CheckForNull Path agentSocketOrNull,
            boolean forwardAgent,
            Path home) {

        public Keys {
            texts = List.copyOf(texts);
            files = List.copyOf(files);
        }

        /** The ssh-agent's socket, if there is an agent. */
        public Optional<Path> agentSocket() {
            return Optional.ofNullable(agentSocketOrNull);
        }
    }

    /**
     * What proves who the servers are.
     *
     * @param textOrNull lines in known_hosts format that were handed over, if any
     * @param files known_hosts files; one that is not there holds nothing
     * @param policy what happens to an unknown key
     * @param additionsOrNull where {@link HostKeyPolicy#ACCEPT_NEW} writes keys; null keeps them for this run only
     */
    public record HostKeys(
            @CheckForNull String textOrNull,
            List<Path> files,
            HostKeyPolicy policy,
            @CheckForNull Path additionsOrNull) {

        public HostKeys {
            files = List.copyOf(files);
        }

        /** Lines in known_hosts format that were handed over, if any. */
        public Optional<String> text() {
            return Optional.ofNullable(textOrNull);
        }

        /** These host keys with lines in known_hosts format. */
        public HostKeys withText(@CheckForNull String other) {
            return new HostKeys(other, files, policy, additionsOrNull);
        }
    }

    /**
     * Which way connections take.
     *
     * @param proxyOrNull jump hosts, {@code [user@]host[:port]} separated by commas, if any
     * @param proxyCommandOrNull a local command whose input and output are the connection, if any
     * @param configFiles OpenSSH configuration files; one that is not there says nothing
     * @param addresses where a host is reached
     */
    public record Route(
            @CheckForNull String proxyOrNull,
            @CheckForNull String proxyCommandOrNull,
            List<Path> configFiles,
            HostAddresses addresses) {

        public Route {
            configFiles = List.copyOf(configFiles);
        }

        /** Jump hosts, {@code [user@]host[:port]} separated by commas, if any. */
        public Optional<String> proxy() {
            return Optional.ofNullable(proxyOrNull);
        }

        /** A local command whose input and output are the connection, if any. */
        public Optional<String> proxyCommand() {
            return Optional.ofNullable(proxyCommandOrNull);
        }

        /** This route with other addresses of the hosts. */
        public Route withAddresses(HostAddresses other) {
            return new Route(proxyOrNull, proxyCommandOrNull, configFiles, other);
        }
    }

    /**
     * How many, and how long.
     *
     * @param maxConcurrentStarts connections opened at the same time
     * @param dnsRetries how often a failed name lookup is repeated
     * @param connect how long a TCP connection may take
     * @param login how long key exchange and authentication may take
     * @param keepAlive how often a silent connection is asked for a sign of life; two missing ones end it
     * @param channels scripts that run on one connection at the same time; sshd's MaxSessions is 10
     * @param output bytes of each output of one command that are taken
     * @param idle how long a connection may be unused before the next use makes a new one
     */
    public record Limits(
            int maxConcurrentStarts,
            int dnsRetries,
            Duration connect,
            Duration login,
            Duration keepAlive,
            int channels,
            int output,
            Duration idle) {

        /** Kamal's limits (sshkit.yml) and ours. */
        public static Limits of(Sshkit sshkit) {
            Duration patience = Duration.ofSeconds(30);
            return new Limits(
                    sshkit.maxConcurrentStarts(),
                    sshkit.dnsRetries(),
                    patience,
                    patience,
                    patience,
                    8,
                    16 << 20,
                    Duration.ofSeconds(sshkit.poolIdleTimeout()));
        }
    }

    /**
     * The settings that a configuration asks for, as {@code lib/kamal/configuration/ssh.rb} reads it.
     *
     * @param secrets finds the secret of a name; what is no name of a secret is taken as the key itself, as Kamal does
     * @param environment this process's environment, for {@code SSH_AUTH_SOCK}
     * @param home the home directory of the user who deploys
     */
    public static SshSettings of(
            Ssh ssh,
            Sshkit sshkit,
            Function<String, Optional<Secret>> secrets,
            Map<String, String> environment,
            Path home) {
        List<PrivateKeyText> texts = new ArrayList<>();
        for (String entry : ssh.keyData()) {
            Optional<Secret> secret = secrets.apply(entry);
            String name = secret.isPresent() ? "ssh/key_data " + entry : "ssh/key_data";
            texts.add(new PrivateKeyText(name, secret.orElseGet(() -> Secret.of(entry))));
        }
        List<Path> files = ssh.keys().stream().map(path -> path(path, home)).toList();
        Optional<Path> agent = Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
                .filter(s -> !s.isBlank())
                .map(Path::of);
        Keys keys = new Keys(texts, files, ssh.keysOnly(), agent.orElse(null), ssh.forwardAgent(), home);
        List<Path> known = List.of(
                home.resolve(".ssh/known_hosts"),
                home.resolve(".ssh/known_hosts2"),
                Path.of("/etc/ssh/ssh_known_hosts"));
        HostKeys hostKeys = new HostKeys(null, known, HostKeyPolicy.STRICT, null);
        Route route = new Route(
                ssh.proxyOrNull(), ssh.proxyCommandOrNull(), configFiles(ssh.config(), home), HostAddresses.system());
        return new SshSettings(ssh.user(), ssh.port(), keys, hostKeys, route, Limits.of(sshkit), ssh.logLevel());
    }

    /** These settings with another user. */
    public SshSettings withUser(String other) {
        return new SshSettings(other, port, keys, hostKeys, route, limits, logLevel);
    }

    /** These settings with one more key, offered first. */
    public SshSettings withKey(PrivateKeyText key) {
        List<PrivateKeyText> texts = new ArrayList<>(List.of(key));
        texts.addAll(keys.texts());
        return withKeys(
                new Keys(texts, keys.files(), keys.only(), keys.agentSocketOrNull(), keys.forwardAgent(), keys.home()));
    }

    /** These settings with other keys. */
    public SshSettings withKeys(Keys other) {
        return new SshSettings(user, port, other, hostKeys, route, limits, logLevel);
    }

    /** These settings with other host keys. */
    public SshSettings withHostKeys(HostKeys other) {
        return new SshSettings(user, port, keys, other, route, limits, logLevel);
    }

    /** These settings with another route. */
    public SshSettings withRoute(Route other) {
        return new SshSettings(user, port, keys, hostKeys, other, limits, logLevel);
    }

    /** These settings with other limits. */
    public SshSettings withLimits(Limits other) {
        return new SshSettings(user, port, keys, hostKeys, route, other, logLevel);
    }

    private static List<Path> configFiles(Ssh.ConfigFiles config, Path home) {
        if (!config.read()) {
            return List.of();
        }
        return config.paths().isEmpty()
                ? List.of(home.resolve(".ssh/config"), Path.of("/etc/ssh/ssh_config"))
                : config.paths().stream().map(path -> path(path, home)).toList();
    }

    /** A path in which {@code ~} stands for the home directory. */
    public static Path path(String text, Path home) {
        return text.equals("~") || text.startsWith("~/")
                ? home.resolve(text.substring(Math.min(2, text.length())))
                : Path.of(text);
    }
}
