package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

/**
 * What happens when a server's host key is not in known_hosts. A key that differs from a known one is refused under
 * every policy but {@link #NONE}.
 */
public enum HostKeyPolicy {
    /** The connection is refused. */
    STRICT,
    /** The key is trusted from now on, and added to a file if one is given. */
    ACCEPT_NEW,
    /** No key is checked, so any server that answers is trusted. Never a default. */
    NONE
}
