package io.jenkins.plugins.kamal.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The access to servers, registry and secrets, by ids of credentials. Everything but the list may be null.
 *
 * @param sshCredentialsId the id of the private key for the servers
 * @param registryCredentialsId the id of the user name and password for the registry
 * @param knownHosts lines as in {@code known_hosts}
 * @param allowedServers patterns of the hosts for which key and login may be used, separated by commas; null for all
 *     that the credentials' domains allow
 * @param secrets secrets of the project that are kept in Jenkins
 */
public record Access(
        @CheckForNull String sshCredentialsId,
        @CheckForNull String registryCredentialsId,
        @CheckForNull String knownHosts,
        @CheckForNull String allowedServers,
        List<SecretBinding> secrets)
        implements Serializable {

    /** Copies the list. If the XML of a job lacks the list, the job has no secrets. */
    public Access {
        secrets = secrets == null ? new ArrayList<>() : new ArrayList<>(secrets);
    }
}
