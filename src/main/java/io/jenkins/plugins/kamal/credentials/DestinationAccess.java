package io.jenkins.plugins.kamal.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * The administrators' settings for the access to a destination.
 *
 * @param ssh the private key for the servers if the step names none; null for none
 * @param registry the login for the registry if the step names none; null for none
 * @param knownHosts lines as in {@code known_hosts}, in addition to those of the step
 * @param allowedServers lists of host patterns; each list has to allow a host
 */
public record DestinationAccess(
        @CheckForNull OwnedCredential ssh,
        @CheckForNull OwnedCredential registry,
        String knownHosts,
        List<String> allowedServers) {

    /** Copies the list. */
    public DestinationAccess {
        allowedServers = List.copyOf(allowedServers);
    }

    /** This access without what does not matter for finding the credentials. */
    public DestinationAccess credentialsOnly() {
        return new DestinationAccess(ssh, registry, "", List.of());
    }
}
