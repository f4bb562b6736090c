package io.jenkins.plugins.kamal.credentials;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.kamal.engine.protocol.Grant;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.global.KamalGlobalConfiguration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** From the ids of credentials to what the engine needs; the run's use of each is tracked. */
public final class EngineCredentials {

    private EngineCredentials() {}

    /**
     * What is handed over for a request.
     *
     * @throws AbortException where there is no credential with an id, or it is of the wrong kind
     */
    public static Handover handover(Run<?, ?> run, Access access) throws AbortException {
        String sshUser = "";
        List<Handover.SshKey> sshKeys = List.of();
        Grant sshGrant = null;
        String sshCredentialsId = access.sshCredentialsId();
        if (sshCredentialsId != null) {
            SSHUserPrivateKey key =
                    find(run, sshCredentialsId, SSHUserPrivateKey.class, "SSH Username with private key");
            sshUser = key.getUsername();
            sshGrant = CredentialDomain.grant(run, key, SSHUserPrivateKey.class, access.allowedServers());
            Secret locked = key.getPassphrase();
            String passphrase = locked == null ? "" : locked.getPlainText();
            sshKeys = key.getPrivateKeys().stream()
                    .map(text -> new Handover.SshKey(text, passphrase))
                    .toList();
        }
        RegistryLogin registry = RegistryLogin.of(run, access).orElse(null);
        return new Handover(
                        sshUser,
                        sshKeys,
                        knownHosts(access.knownHosts()),
                        registry == null ? null : registry.login(),
                        secrets(run, access))
                .limitedTo(sshGrant, registry == null ? null : registry.grant());
    }

    private static Map<String, String> secrets(Run<?, ?> run, Access access) throws AbortException {
        Map<String, String> secrets = new HashMap<>();
        for (SecretBinding binding : access.secrets()) {
            String id = Util.fixNull(binding.getCredentialsId());
            StringCredentials text = find(run, id, StringCredentials.class, "Secret text");
            secrets.put(Util.fixNull(binding.getName()), text.getSecret().getPlainText());
        }
        return secrets;
    }

    private static String knownHosts(@CheckForNull String ofTheStep) {
        String global = KamalGlobalConfiguration.get().getKnownHosts();
        return ofTheStep == null ? global : ofTheStep + "\n" + global;
    }

    static <C extends IdCredentials> C find(Run<?, ?> run, String id, Class<C> type, String kind)
            throws AbortException {
        C credential = CredentialsProvider.findCredentialById(id, type, run);
        if (credential == null) {
            throw notThere(run, id, kind);
        }
        CredentialsProvider.track(run, credential);
        return credential;
    }

    static AbortException notThere(Run<?, ?> run, String id, String kind) {
        return new AbortException("There is no credential '" + id + "' of the kind '" + kind + "' that "
                + run.getParent().getFullDisplayName()
                + " may use; look at its id, its kind, and the folder it is kept in");
    }
}
