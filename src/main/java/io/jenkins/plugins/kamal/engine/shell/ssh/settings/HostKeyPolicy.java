package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

/**
 * What happens when a server's host key is not in known_hosts. A key that differs from a known one is refused in any
 * case but {@link #NONE}.
 */
public enum HostKeyPolicy {
    /** The connection is refused. */
    STRICT,
    /** The key is taken from now on, and written down where a file for that is given. */
    ACCEPT_NEW,
    /** No key is checked at all: whoever answers is believed. Never a default. */
    NONE
}
