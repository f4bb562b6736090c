package io.jenkins.plugins.kamal.credentials;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryToken;

/** The credentials in a form: those that the job may use, shown only to users who may configure the job. */
public final class CredentialsLists {

    private CredentialsLists() {}

    /** Private keys. */
    public static ListBoxModel privateKeys(@CheckForNull Item item, @CheckForNull String current) {
        return list(item, current, SSHUserPrivateKey.class, CredentialsMatchers.always());
    }

    /** Users with passwords, and all other credentials with which Jenkins can log in to a registry. */
    public static ListBoxModel logins(@CheckForNull Item item, @CheckForNull String current) {
        return list(item, current, StandardCredentials.class, AuthenticationTokens.matcher(DockerRegistryToken.class));
    }

    /** Secret texts and files, and users with passwords. */
    public static ListBoxModel secrets(@CheckForNull Item item, @CheckForNull String current) {
        return list(item, current, StandardCredentials.class, SecretValue.MATCHER);
    }

    private static ListBoxModel list(
            @CheckForNull Item item,
            @CheckForNull String current,
            Class<? extends StandardCredentials> type,
            CredentialsMatcher matcher) {
        StandardListBoxModel list = new StandardListBoxModel();
        if (!mayList(item)) {
            return list.includeCurrentValue(current == null ? "" : current);
        }
        return list.includeEmptyValue()
                .includeMatchingAs(ACL.SYSTEM2, item, type, List.of(), matcher)
                .includeCurrentValue(current == null ? "" : current);
    }

    private static boolean mayList(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }
}
