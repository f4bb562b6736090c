package io.jenkins.plugins.kamal.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.kamal.credentials.CredentialsLists;
import io.jenkins.plugins.kamal.destination.HostKeyLines;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of steps that run the engine: the fields of all steps, and credentials. */
public abstract class EngineStepDescriptor extends SourceStepDescriptor {

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FilePath.class, Launcher.class, EnvVars.class, TaskListener.class, Computer.class);
    }

    /** Checks the host keys, and shows their fingerprints. */
    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckKnownHosts(@AncestorInPath Item item, @QueryParameter String value) {
        return VersionFields.mayFill(item) ? HostKeyLines.validate(value) : FormValidation.ok();
    }

    /** The private keys that the job may use. */
    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillSshCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String sshCredentialsId) {
        return CredentialsLists.privateKeys(item, sshCredentialsId);
    }

    /** The logins that the job may use. */
    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillRegistryCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String registryCredentialsId) {
        return CredentialsLists.logins(item, registryCredentialsId);
    }
}
