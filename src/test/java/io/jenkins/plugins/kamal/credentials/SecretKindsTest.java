package io.jenkins.plugins.kamal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.AbortException;
import hudson.model.FreeStyleBuild;
import hudson.util.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which kinds of credentials can be a secret of the project. */
@WithJenkins
class SecretKindsTest {

    @Test
    void aTextAFileAndAPasswordAreSecrets(JenkinsRule jenkins) throws Exception {
        add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString("s3cret text")));
        add(file("file", "-----BEGIN\nKEY\n".getBytes(StandardCharsets.UTF_8)));
        add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "", "user", "s3cret-Password"));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());

        assertThat(secrets(build, "text", "file", "login"))
                .containsExactlyInAnyOrder("s3cret text", "-----BEGIN\nKEY\n", "s3cret-Password");
    }

    @Test
    void aFileThatIsNoTextOrTooLargeIsRefusedByName(JenkinsRule jenkins) throws Exception {
        add(file("binary", new byte[] {(byte) 0xff, 1}));
        add(file("large", new byte[(1 << 20) + 1]));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());

        assertThatThrownBy(() -> secrets(build, "binary"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("“binary” is not UTF-8 text");
        assertThatThrownBy(() -> secrets(build, "large"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("“large” is larger than 1 MiB");
        assertThatThrownBy(() -> secrets(build, "nobody-has-it"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("'nobody-has-it'")
                .hasMessageContaining("Secret file");
    }

    private static List<String> secrets(FreeStyleBuild build, String... ids) throws AbortException {
        List<SecretBinding> bindings = List.of(ids).stream()
                .map(id -> new SecretBinding("NAME_" + id.toUpperCase(java.util.Locale.ROOT), id))
                .toList();
        return EngineCredentials.secrets(
                build, new Access(null, null, null, null, bindings), new DestinationAccess(null, null, "", List.of()));
    }

    private static FileCredentialsImpl file(String id, byte[] content) {
        return new FileCredentialsImpl(CredentialsScope.GLOBAL, id, "", id + ".txt", SecretBytes.fromBytes(content));
    }

    private static void add(Credentials credential) throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(credential);
        SystemCredentialsProvider.getInstance().save();
    }
}
