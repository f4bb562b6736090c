package io.jenkins.plugins.kamal.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** The value that a credential has as a secret of the project: a text, a password, or what a file contains. */
final class SecretValue {

    static final String KINDS = "Secret text, Secret file or Username with password";

    static final CredentialsMatcher MATCHER = CredentialsMatchers.anyOf(
            CredentialsMatchers.instanceOf(StringCredentials.class),
            CredentialsMatchers.instanceOf(FileCredentials.class),
            CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class));

    private static final int MOST_BYTES = 1 << 20;

    private SecretValue() {}

    /** The value; null for a credential of another kind. */
    @CheckForNull
    static String of(IdCredentials credential) throws AbortException {
        if (credential instanceof StringCredentials text) {
            return text.getSecret().getPlainText();
        }
        if (credential instanceof StandardUsernamePasswordCredentials login) {
            return login.getPassword().getPlainText();
        }
        return credential instanceof FileCredentials file ? content(file) : null;
    }

    private static String content(FileCredentials file) throws AbortException {
        try (InputStream in = file.getContent()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new AbortException(Messages.SecretValue_tooLarge(file.getId()));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AbortException(Messages.SecretValue_noText(file.getId()));
        } catch (AbortException e) {
            throw e;
        } catch (IOException e) {
            throw new AbortException(Messages.SecretValue_unreadable(file.getId(), e.getMessage()));
        }
    }
}
