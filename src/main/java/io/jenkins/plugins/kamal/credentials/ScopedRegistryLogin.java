package io.jenkins.plugins.kamal.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.AbortException;
import io.jenkins.plugins.kamal.engine.protocol.CredentialScope;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryToken;

/**
 * The login at a registry. Jenkins may use every credential from which it can make a registry token: users with a
 * password, and those that plugins of cloud registries add. The token is never given to docker-commons' own login, which
 * puts it on the command line.
 *
 * @param scope where the login may be used
 */
record ScopedRegistryLogin(Handover.RegistryLogin login, CredentialScope scope) {

    private static final String KIND = "Username with password";

    /**
     * The login with the credential that is named for the registry.
     *
     * @throws AbortException if there is no such credential, or if it is not for a registry
     */
    static Optional<ScopedRegistryLogin> of(CredentialSource source, List<String> allowedServers)
            throws AbortException {
        IdCredentials credential = source.find(IdCredentials.class, KIND);
        DockerRegistryToken token = AuthenticationTokens.convert(DockerRegistryToken.class, credential);
        if (token == null) {
            throw source.notThere(KIND);
        }
        return of(token, CredentialDomain.scope(source, credential, IdCredentials.class, allowedServers));
    }

    /** Decodes the token, which is {@code user:password} in base64, as in docker's own configuration. */
    private static Optional<ScopedRegistryLogin> of(DockerRegistryToken token, CredentialScope scope) {
        String both = new String(Base64.getDecoder().decode(token.getToken()), StandardCharsets.UTF_8);
        int colon = both.indexOf(':');
        String password = both.substring(colon + 1);
        return password.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScopedRegistryLogin(
                        new Handover.RegistryLogin(both.substring(0, Math.max(0, colon)), password), scope));
    }
}
