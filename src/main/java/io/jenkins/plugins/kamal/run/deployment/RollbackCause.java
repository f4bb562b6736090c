package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Cause;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;
import io.jenkins.plugins.kamal.text.Abbreviation;

/** The cause of a build that was started to go back to an earlier version, whatever command the build uses for that. */
public final class RollbackCause extends Cause {

    /** The most characters of a reason. */
    public static final int LONGEST_REASON = 500;

    private final String service;
    private final String destination;
    private final String version;

    @CheckForNull
    private final String reason;

    /**
     * The cause.
     *
     * @param service the service
     * @param destination the destination, or empty
     * @param version the version to go back to
     * @param reason the reason that the user gives, or null
     */
    public RollbackCause(String service, String destination, String version, @CheckForNull String reason) {
        this.service = service;
        this.destination = destination;
        this.version = version;
        String line = Util.fixEmptyAndTrim(Util.fixNull(reason).replaceAll("\\s+", " "));
        this.reason = line == null ? null : PlainText.of(line.substring(0, Math.min(LONGEST_REASON, line.length())));
    }

    /** The reason that the user gives, in one line of at most {@value #LONGEST_REASON} characters, or null. */
    @CheckForNull
    public String getReason() {
        return reason;
    }

    /** Whether the build was started to go back to this version in this destination; null stands for no destination. */
    public boolean isAbout(@CheckForNull String otherDestination, String otherVersion) {
        return Util.fixNull(otherDestination).equals(destination) && otherVersion.equals(version);
    }

    /** Whether the build was started to go back to this version of this service. */
    public boolean isAbout(Deployment deployment) {
        return deployment.getService().equals(service)
                && deployment.getDestination().equals(destination)
                && deployment.getVersion().equals(version);
    }

    @Override
    public String getShortDescription() {
        String target = destination.isEmpty() ? service : service + " → " + destination;
        String shortVersion = Abbreviation.version(version);
        return reason == null
                ? Messages.RollbackCause_shortDescription(target, shortVersion)
                : Messages.RollbackCause_reasonedDescription(target, shortVersion, reason);
    }
}
