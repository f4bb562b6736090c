package io.jenkins.plugins.kamal.engine.failure;

import java.util.Locale;

/**
 * What a failure is about. Each topic is a section of {@code docs/troubleshooting.md}, whose anchor is the topic's
 * {@link #code()}; a failure that has more to
 * read about it is shown with the address of its section.
 */
public enum Topic {
    /** Words, options and aliases of a command. */
    COMMAND_LINE,
    /** A file of the configuration, {@code config/deploy.yml} or a destination's. */
    CONFIGURATION,
    /** ERB in a file of the configuration or of an accessory. */
    TEMPLATES,
    /** A secrets file, a secret that is missing, or a password manager. */
    SECRETS,
    /** A credential of Jenkins that must not be used for a server. */
    CREDENTIALS,
    /** The settings of Jenkins for a destination: allowed jobs, servers and freezes. */
    DESTINATIONS,
    /** The version of a run, and the workspace that it is computed from. */
    VERSION,
    /** A host, or the choice of hosts and roles. */
    HOSTS,
    /** What the preflight found on the servers, before anything was changed. */
    PREFLIGHT,
    /** A server that cannot be reached, or does not let the user in. */
    CONNECTION,
    /** A file or option of the SSH client's configuration. */
    SSH,
    /** Docker on a server. */
    DOCKER,
    /** The deploy lock. */
    LOCK,
    /** A hook, or a command that a hook calls. */
    HOOKS,
    /** Building the image. */
    BUILD,
    /** The registry, or the local registry. */
    REGISTRY,
    /** Booting the new containers. */
    BOOT,
    /** Containers that run already, or should. */
    CONTAINERS,
    /** The way back to an earlier version. */
    ROLLBACK,
    /** An accessory. */
    ACCESSORIES,
    /** kamal-proxy. */
    PROXY,
    /** A command that failed on a server or on the agent, with what it printed. */
    COMMANDS,
    /** A file or a program on the machine that the engine runs on. */
    AGENT,
    /** The files by which the plugin and the engine talk to each other. */
    JENKINS,
    /** A command that was asked to stop. */
    STOPPED,
    /** A fault of the engine itself. */
    FAULT;

    private static final String PAGE = "https://github.com/jenkinsci/kamal-plugin/blob/main/docs/troubleshooting.md";

    /** The short code of the topic, {@code command-line}, which is the anchor of its section. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether the section has advice that a message lacks. A wrong command names its {@code --help}, and a stop is what
     * somebody wanted.
     */
    public boolean hasAdvice() {
        return this != COMMAND_LINE && this != STOPPED;
    }

    /** The address of the topic's section in the documentation. */
    public String address() {
        return PAGE + "#" + code();
    }
}
