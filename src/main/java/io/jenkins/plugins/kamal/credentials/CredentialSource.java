package io.jenkins.plugins.kamal.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.security.ACL;

/**
 * The source of a credential for a run.
 *
 * @param run the run
 * @param id the id of the credential
 * @param owner the folder, or Jenkins, whose settings name the credential; null if the step names it
 * @param tracked whether Jenkins records that the run has used the credential
 */
record CredentialSource(
        Run<?, ?> run, String id, @CheckForNull ItemGroup<?> owner, boolean tracked) {

    /** The credential of the step, or else that of the destination; null if neither names one. */
    @CheckForNull
    static CredentialSource of(
            Run<?, ?> run, @CheckForNull String ofStep, @CheckForNull OwnedCredential otherwise, boolean tracked) {
        if (ofStep != null) {
            return new CredentialSource(run, ofStep, null, tracked);
        }
        return otherwise == null ? null : new CredentialSource(run, otherwise.id(), otherwise.owner(), tracked);
    }

    /** Finds the credential. */
    <C extends IdCredentials> C find(Class<C> type, String kind) throws AbortException {
        C credential = owner == null
                ? CredentialsProvider.findCredentialById(id, type, run)
                : CredentialsMatchers.firstOrNull(
                        CredentialsProvider.lookupCredentialsInItemGroup(type, owner, ACL.SYSTEM2),
                        CredentialsMatchers.withId(id));
        if (credential == null) {
            throw notThere(kind);
        }
        if (tracked) {
            CredentialsProvider.track(run, credential);
        }
        return credential;
    }

    /** The context whose stores are searched for the credential. */
    ModelObject context() {
        return owner == null ? run.getParent() : owner;
    }

    AbortException notThere(String kind) {
        String who = owner == null
                ? run.getParent().getFullDisplayName() + " may use"
                : "the settings for destinations of "
                        + (owner instanceof Item folder ? folder.getFullDisplayName() : "Jenkins") + " may use";
        return new AbortException("There is no credential '" + id + "' of the kind '" + kind + "' that " + who
                + "; check its id, its kind, and the folder that it is stored in");
    }
}
