package io.jenkins.plugins.kamal.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * How servers and registry are reached; each may be null.
 *
 * @param sshCredentialsId id of the private key for the servers
 * @param registryCredentialsId id of user and password for the registry
 * @param knownHosts lines as in {@code known_hosts}
 */
public record Access(
        @CheckForNull String sshCredentialsId,
        @CheckForNull String registryCredentialsId,
        @CheckForNull String knownHosts) {}
