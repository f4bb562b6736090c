package io.jenkins.plugins.kamal.engine.failure;

import java.util.Locale;
import java.util.Optional;

/**
 * What a failure is about. Each topic is a section of {@code docs/troubleshooting.md}, whose anchor is the topic's
 * {@link #code()}; if the section has more advice than the message, the failure is shown with the address of the
 * section.
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
    /** A Jenkins credential that must not be used for a server. */
    CREDENTIALS,
    /** The settings of Jenkins for a destination: allowed jobs, servers and freezes. */
    DESTINATIONS,
    /** The version of a run, and the workspace that it is computed from. */
    VERSION,
    /** A host, or the choice of hosts and roles. */
    HOSTS,
    /** What the preflight found on the servers, before anything was changed. */
    PREFLIGHT,
    /** A server that cannot be reached, or that rejects the login. */
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
    /** The migration that runs before the first boot. */
    MIGRATION,
    /** Booting the new containers. */
    BOOT,
    /** A new version that was watched after the switch. */
    WATCH,
    /** Containers that are running, or should be running. */
    CONTAINERS,
    /** Servers that differ from what is expected. */
    DRIFT,
    /** A canary: the hosts that get a new version first. */
    CANARY,
    /** Rolling back to an earlier version. */
    ROLLBACK,
    /** An accessory. */
    ACCESSORIES,
    /** kamal-proxy. */
    PROXY,
    /** A command that failed on a server or on the agent, with what it printed. */
    COMMANDS,
    /** A file or a program on the machine that the engine runs on. */
    AGENT,
    /** The files through which the plugin and the engine communicate. */
    JENKINS,
    /** A command that was asked to stop. */
    STOPPED,
    /** A fault of the engine itself. */
    FAULT;

    private static final String PAGE = "https://github.com/jenkinsci/kamal-plugin/blob/main/docs/troubleshooting.md";

    /** The short code of the topic, such as {@code command-line}, which is the anchor of its section. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether the section has advice that a message lacks. The message about a wrong command already names
     * {@code --help}, and a stop is intended.
     */
    public boolean hasAdvice() {
        return this != COMMAND_LINE && this != STOPPED;
    }

    /** A line that points to the topic's section, to print below a message; empty if the section says no more than the message. */
    public Optional<String> advice() {
        return hasAdvice() ? Optional.of("More about this: " + address()) : Optional.empty();
    }

    /** The address of the topic's section in the documentation. */
    public String address() {
        return PAGE + "#" + code();
    }
}
