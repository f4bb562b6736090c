package io.jenkins.plugins.kamal.credentials;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.kamal.engine.protocol.CredentialScope;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the ids of credentials into the handover for the engine, and tracks the run's use of each credential. */
public final class EngineCredentials {

    private EngineCredentials() {}

    /**
     * The handover for a request.
     *
     * @param access the access that the step names
     * @param destination the administrators' settings for its destination
     * @throws AbortException if there is no credential with an id, or if it is of the wrong kind
     */
    public static Handover handover(Run<?, ?> run, Access access, DestinationAccess destination) throws AbortException {
        return find(run, access, destination, true);
    }

    /**
     * The secrets that are, or may have been, handed over for a request. This call does not count as a use.
     *
     * @throws AbortException if there is no credential with an id, or if it is of the wrong kind
     */
    public static List<String> secrets(Run<?, ?> run, Access access, DestinationAccess destination)
            throws AbortException {
        return find(run, access, destination, false).all().stream()
                .map(io.jenkins.plugins.kamal.engine.secrets.Secret::reveal)
                .toList();
    }

    private static Handover find(Run<?, ?> run, Access access, DestinationAccess destination, boolean tracked)
            throws AbortException {
        List<String> allowedServers = new ArrayList<>(destination.allowedServers());
        if (access.allowedServers() != null) {
            allowedServers.add(access.allowedServers());
        }
        String sshUser = null;
        List<Handover.SshKey> sshKeys = List.of();
        CredentialScope unnamed = CredentialDomain.scope(destination.allowedServers());
        CredentialScope sshScope = unnamed;
        CredentialSource ssh = CredentialSource.of(run, access.sshCredentialsId(), destination.ssh(), tracked);
        if (ssh != null) {
            SSHUserPrivateKey key = ssh.find(SSHUserPrivateKey.class, "SSH Username with private key");
            sshUser = key.getUsername();
            sshScope = CredentialDomain.scope(ssh, key, SSHUserPrivateKey.class, allowedServers);
            Secret locked = key.getPassphrase();
            String passphrase = locked == null ? null : locked.getPlainText();
            sshKeys = key.getPrivateKeys().stream()
                    .map(text -> new Handover.SshKey(text, passphrase))
                    .toList();
        }
        CredentialSource login =
                CredentialSource.of(run, access.registryCredentialsId(), destination.registry(), tracked);
        ScopedRegistryLogin registry = login == null
                ? null
                : ScopedRegistryLogin.of(login, allowedServers).orElse(null);
        return new Handover(
                        sshUser,
                        sshKeys,
                        knownHosts(access.knownHosts(), destination.knownHosts()),
                        registry == null ? null : registry.login(),
                        secrets(run, access, tracked))
                .limitedTo(sshScope, registry == null ? unnamed : registry.scope());
    }

    private static Map<String, String> secrets(Run<?, ?> run, Access access, boolean tracked) throws AbortException {
        Map<String, String> secrets = new HashMap<>();
        for (SecretBinding binding : access.secrets()) {
            String id = Util.fixNull(binding.getCredentialsId());
            CredentialSource source = new CredentialSource(run, id, null, tracked);
            String value = SecretValue.of(source.find(IdCredentials.class, SecretValue.KINDS));
            if (value == null) {
                throw source.notThere(SecretValue.KINDS);
            }
            secrets.put(Util.fixNull(binding.getName()), value);
        }
        return secrets;
    }

    private static String knownHosts(@CheckForNull String ofTheStep, String ofTheDestination) {
        return ofTheStep == null ? ofTheDestination : ofTheStep + "\n" + ofTheDestination;
    }
}
