package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * The algorithms that a configuration asks for, one list per purpose. Each list has the syntax of ssh_config(5): names
 * separated by commas, names to add after {@code +}, patterns to remove after {@code -}, or names to prefer after
 * {@code ^}. {@code null} means the default.
 *
 * @param keyExchange {@code KexAlgorithms}
 * @param hostKey {@code HostKeyAlgorithms}
 * @param ciphers {@code Ciphers}
 * @param macs {@code MACs}
 * @param userKey {@code PubkeyAcceptedAlgorithms}
 */
public record Algorithms(
        @CheckForNull String keyExchange,
        @CheckForNull String hostKey,
        @CheckForNull String ciphers,
        @CheckForNull String macs,
        @CheckForNull String userKey) {

    /** The defaults for every purpose. */
    public static final Algorithms DEFAULT = new Algorithms(null, null, null, null, null);
}
