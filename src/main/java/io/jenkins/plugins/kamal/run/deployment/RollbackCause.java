package io.jenkins.plugins.kamal.run.deployment;

import hudson.model.Cause;
import io.jenkins.plugins.kamal.text.Abbreviation;

/** The cause of a build that was started to go back to an earlier version, whatever command the build uses for that. */
public final class RollbackCause extends Cause {

    private final String service;
    private final String destination;
    private final String version;

    /**
     * The cause.
     *
     * @param service the service
     * @param destination the destination, or empty
     * @param version the version to go back to
     */
    public RollbackCause(String service, String destination, String version) {
        this.service = service;
        this.destination = destination;
        this.version = version;
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
        return Messages.RollbackCause_shortDescription(target, Abbreviation.version(version));
    }
}
