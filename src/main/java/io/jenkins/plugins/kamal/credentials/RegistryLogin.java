package io.jenkins.plugins.kamal.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.protocol.Grant;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryToken;

/**
 * Who logs in at a registry. Every credential counts that Jenkins knows to turn into a registry's token: users with a
 * password, and those that plugins of cloud registries add. Their token is asked for, and never handed to
 * docker-commons' own login, which has it on the command line.
 *
 * @param user the user
 * @param password the password, a secret
 * @param grant where it may be used; null for no login
 */
record RegistryLogin(
        String user, String password, @CheckForNull Grant grant) {

    static final RegistryLogin NONE = new RegistryLogin("", "", null);
    static final String KIND = "Username with password";

    /**
     * The login with the credential that is named for the registry; {@link #NONE} where none is named.
     *
     * @throws AbortException where the run has no such credential, or it is none for a registry
     */
    static RegistryLogin of(Run<?, ?> run, Access access) throws AbortException {
        String credentialsId = access.registryCredentialsId();
        if (credentialsId == null) {
            return NONE;
        }
        IdCredentials credential = EngineCredentials.find(run, credentialsId, IdCredentials.class, KIND);
        DockerRegistryToken token = AuthenticationTokens.convert(DockerRegistryToken.class, credential);
        if (token == null) {
            throw EngineCredentials.notThere(run, credentialsId, KIND);
        }
        return of(token, CredentialDomain.grant(run, credential, IdCredentials.class, access.allowedServers()));
    }

    /** As docker's own configuration has it: user and password with a colon between them, in base64. */
    private static RegistryLogin of(DockerRegistryToken token, Grant grant) {
        String both = new String(Base64.getDecoder().decode(token.getToken()), StandardCharsets.UTF_8);
        int colon = both.indexOf(':');
        return new RegistryLogin(both.substring(0, Math.max(0, colon)), both.substring(colon + 1), grant);
    }

    @Override
    public String toString() {
        return user;
    }
}
