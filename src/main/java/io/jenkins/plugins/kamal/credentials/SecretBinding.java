package io.jenkins.plugins.kamal.credentials;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import java.io.Serial;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A secret of the project whose value is a credential: a secret text, a secret file, or a password. */
public final class SecretBinding extends AbstractDescribableImpl<SecretBinding> implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String name;
    private final String credentialsId;

    /**
     * Binds a secret.
     *
     * @param name its name in the project, as in {@code .kamal/secrets}
     * @param credentialsId the id of the credential with its value
     */
    @DataBoundConstructor
    public SecretBinding(String name, String credentialsId) {
        this.name = Util.fixNull(name).trim();
        this.credentialsId = Util.fixNull(credentialsId).trim();
    }

    /** Reads a binding whose XML lacks an element as one that was left empty. */
    @Serial
    private Object readResolve() {
        return new SecretBinding(name, credentialsId);
    }

    /** Its name in the project. */
    public String getName() {
        return name;
    }

    /** The id of the credential with its value. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** Describes the binding. */
    @Extension
    @Symbol("kamalSecret")
    public static final class DescriptorImpl extends Descriptor<SecretBinding> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.SecretBinding_displayName();
        }

        /** The credentials that the job may use. */
        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsLists.secrets(item, credentialsId);
        }
    }
}
