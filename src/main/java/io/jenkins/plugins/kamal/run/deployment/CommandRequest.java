package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What is known about a command before its engine starts.
 *
 * @param reason the reason that the step gives; null for none
 * @param configFile the configuration file that the step names, relative to its directory; empty if it is not known
 * @param limited whether the step may limit the command to some of the hosts or roles
 * @param overriddenFreeze who overrides which freeze; null for nobody
 */
public record CommandRequest(
        @CheckForNull String reason,
        String configFile,
        boolean limited,
        @CheckForNull String overriddenFreeze) {

    /** Nothing is known. */
    static final CommandRequest UNKNOWN = new CommandRequest(null, "", false);

    /** The request of a step, before anybody has checked for a freeze. */
    public CommandRequest(@CheckForNull String reason, String configFile, boolean limited) {
        this(reason, configFile, limited, null);
    }

    /** The same request with the freeze that it overrides; null for none. */
    CommandRequest overriding(@CheckForNull String freeze) {
        return new CommandRequest(reason, configFile, limited, freeze);
    }
}
