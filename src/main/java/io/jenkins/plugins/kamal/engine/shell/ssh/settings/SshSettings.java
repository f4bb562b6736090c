package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings of all SSH connections.
 *
 * @param user the user who logs in
 * @param port the port of every server
 * @param keys the keys that authenticate the user
 * @param hostKeys the keys that authenticate the servers
 * @param route how connections reach the servers
 * @param limits limits of number, size and time
 * @param logLevel the level of the SSH library's own log: {@code debug}, {@code info}, {@code warn}, {@code error} or
 *     {@code fatal}, which shows nothing
 */
public record SshSettings(
        String user, int port, Keys keys, HostKeys hostKeys, Route route, Limits limits, String logLevel) {

    /**
     * The keys that authenticate the user. They are offered in this order: texts, files, the agent's keys, and the
     * default files if no file is configured.
     *
     * @param texts keys that were handed over as text
     * @param files configured key files
     * @param only whether the agent's keys are offered only if texts or files contain them, too
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
     * The keys that authenticate the servers.
     *
     * @param textOrNull lines in known_hosts format that were handed over, if any
     * @param files known_hosts files; a missing file counts as empty
     * @param policy what happens to an unknown key
     * @param additionsOrNull the file to which {@link HostKeyPolicy#ACCEPT_NEW} adds keys; null keeps them in memory
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
     * How connections reach the servers.
     *
     * @param proxyOrNull jump hosts, {@code [user@]host[:port]} separated by commas, if any
     * @param proxyCommandOrNull a local command whose input and output are the connection, if any
     * @param configFiles OpenSSH configuration files; a missing file counts as empty
     * @param addresses looks up the addresses of a host
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
     * Limits of number, size and time.
     *
     * @param maxConcurrentStarts how many connections are opened at the same time
     * @param dnsRetries how often a failed name lookup is repeated
     * @param connect how long a TCP connection may take to be established
     * @param login how long key exchange and authentication may take
     * @param keepAlive how often a keep-alive request is sent; two missing replies end the connection
     * @param channels how many scripts run on one connection at the same time; sshd's MaxSessions is 10
     * @param answer how long a server may take to begin a script, and to end a command that is
     *     {@linkplain io.jenkins.plugins.kamal.engine.shell.Command#brief brief}
     * @param output how many bytes of standard output, and of standard error, are kept per command
     * @param idle how long a connection may be unused before the next use opens a new one
     */
    public record Limits(
            int maxConcurrentStarts,
            int dnsRetries,
            Duration connect,
            Duration login,
            Duration keepAlive,
            int channels,
            Duration answer,
            int output,
            Duration idle) {}

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

    /** These settings without the keys that were handed over as text, for when these have been read. */
    public SshSettings withoutKeyTexts() {
        return withKeys(new Keys(
                List.of(), keys.files(), keys.only(), keys.agentSocketOrNull(), keys.forwardAgent(), keys.home()));
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
}
