package io.jenkins.plugins.kamal.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How servers, registry and secrets are reached, by ids of credentials; each but the list may be null.
 *
 * @param sshCredentialsId id of the private key for the servers
 * @param registryCredentialsId id of user and password for the registry
 * @param knownHosts lines as in {@code known_hosts}
 * @param allowedServers patterns of the hosts that key and login may be used for, with commas between them; null for all that
 *     the credentials' domains allow
 * @param secrets secrets of the project that are kept in Jenkins
 */
public record Access(
        @CheckForNull String sshCredentialsId,
        @CheckForNull String registryCredentialsId,
        @CheckForNull String knownHosts,
        @CheckForNull String allowedServers,
        List<SecretBinding> secrets)
        implements Serializable {

    /** Copies the list; a job whose XML names no secrets has none. */
    public Access {
        secrets = secrets == null ? new ArrayList<>() : new ArrayList<>(secrets);
    }
}
