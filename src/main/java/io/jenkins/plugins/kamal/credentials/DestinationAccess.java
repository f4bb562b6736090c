package io.jenkins.plugins.kamal.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * What administrators have set about how a destination is reached.
 *
 * @param ssh the private key for the servers, where the step names none; null for none
 * @param registry the login for the registry, where the step names none; null for none
 * @param knownHosts lines as in {@code known_hosts}, beside those of the step
 * @param allowedServers lists of patterns of hosts; each list has to allow a host
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
}
