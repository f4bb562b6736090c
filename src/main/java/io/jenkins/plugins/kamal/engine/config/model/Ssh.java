package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Optional;

/**
 * How servers are reached ({@code ssh.yml} of Kamal's reference).
 *
 * @param user the user on the server, {@code root} by default
 * @param port the port, 22 by default
 * @param proxyOrNull jump hosts, {@code user@host[:port]} separated by commas, if any
 * @param proxyCommandOrNull a command whose input and output are the connection, if any
 * @param keys paths of private keys; empty if the file names none
 * @param keyData names of secrets (or, deprecated, the keys themselves) that hold private keys
 * @param keysOnly whether only these keys are offered to the server
 * @param config whether and which OpenSSH configuration files are read
 * @param forwardAgent whether the agent is forwarded
 * @param logLevel level of the SSH log, {@code fatal} by default
 */
public record Ssh(
        String user,
        int port,
        @CheckForNull String proxyOrNull,
        @CheckForNull String proxyCommandOrNull,
        List<String> keys,
        List<String> keyData,
        boolean keysOnly,
        ConfigFiles config,
        boolean forwardAgent,
        String logLevel) {

    /** Kamal's {@code ssh/user}. */
    public static final String USER = "root";

    /** Kamal's {@code ssh/port}. */
    public static final int PORT = 22;

    public Ssh {
        keys = List.copyOf(keys);
        keyData = List.copyOf(keyData);
    }

    /** Jump hosts, {@code user@host[:port]} separated by commas, if any. */
    public Optional<String> proxy() {
        return Optional.ofNullable(proxyOrNull);
    }

    /** A command whose input and output are the connection, if any. */
    public Optional<String> proxyCommand() {
        return Optional.ofNullable(proxyCommandOrNull);
    }

    /**
     * Which OpenSSH configuration files are read.
     *
     * @param read whether any file is read
     * @param paths the files to read; empty for the default files
     */
    public record ConfigFiles(boolean read, List<String> paths) {

        public ConfigFiles {
            paths = List.copyOf(paths);
        }
    }
}
