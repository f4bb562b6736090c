package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.kamal.credentials.Access;
import io.jenkins.plugins.kamal.credentials.CredentialsLists;
import io.jenkins.plugins.kamal.run.SourceSettings;
import io.jenkins.plugins.kamal.task.DeployOptions;
import io.jenkins.plugins.kamal.task.EngineExecution;
import io.jenkins.plugins.kamal.task.EngineRequest;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code kamalDeploy}: the whole deploy of the run's version. Returns what runs where. */
public final class KamalDeployStep extends Step {

    @CheckForNull
    private String destination;

    @CheckForNull
    private String configFile;

    @CheckForNull
    private String version;

    @CheckForNull
    private String uncommitted;

    @CheckForNull
    private String id;

    @CheckForNull
    private String hosts;

    @CheckForNull
    private String roles;

    @CheckForNull
    private String sshCredentialsId;

    @CheckForNull
    private String registryCredentialsId;

    @CheckForNull
    private String knownHosts;

    private boolean skipHooks;

    private boolean skipPush;

    /** A step with nothing said. */
    @DataBoundConstructor
    public KamalDeployStep() {
        // Everything is optional.
    }

    /** The destination, or null for none. */
    @CheckForNull
    public String getDestination() {
        return destination;
    }

    /** Sets the destination. */
    @DataBoundSetter
    public void setDestination(@CheckForNull String destination) {
        this.destination = Util.fixEmptyAndTrim(destination);
    }

    /** The configuration file, or null for {@code config/deploy.yml}. */
    @CheckForNull
    public String getConfigFile() {
        return configFile;
    }

    /** Sets the configuration file. */
    @DataBoundSetter
    public void setConfigFile(@CheckForNull String configFile) {
        this.configFile = Util.fixEmptyAndTrim(configFile);
    }

    /** An explicit version, or null for the run's. */
    @CheckForNull
    public String getVersion() {
        return version;
    }

    /** Sets an explicit version. */
    @DataBoundSetter
    public void setVersion(@CheckForNull String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    /** The policy for uncommitted changes, or null for the default. */
    @CheckForNull
    public String getUncommitted() {
        return uncommitted;
    }

    /** Sets the policy for uncommitted changes: default, ignore, fail or mark. */
    @DataBoundSetter
    public void setUncommitted(@CheckForNull String uncommitted) {
        this.uncommitted = VersionFields.fixPolicy(uncommitted);
    }

    /** The id of the source, or null for the repository's own. */
    @CheckForNull
    public String getId() {
        return id;
    }

    /** Sets the id of the source. */
    @DataBoundSetter
    public void setId(@CheckForNull String id) {
        this.id = Util.fixEmptyAndTrim(id);
    }

    /** The hosts to deploy to, separated by commas, or null for all. */
    @CheckForNull
    public String getHosts() {
        return hosts;
    }

    /** Sets the hosts to deploy to. */
    @DataBoundSetter
    public void setHosts(@CheckForNull String hosts) {
        this.hosts = Util.fixEmptyAndTrim(hosts);
    }

    /** The roles to deploy, separated by commas, or null for all. */
    @CheckForNull
    public String getRoles() {
        return roles;
    }

    /** Sets the roles to deploy. */
    @DataBoundSetter
    public void setRoles(@CheckForNull String roles) {
        this.roles = Util.fixEmptyAndTrim(roles);
    }

    /** The id of the private key for the servers, or null for the agent's own keys. */
    @CheckForNull
    public String getSshCredentialsId() {
        return sshCredentialsId;
    }

    /** Sets the id of the private key. */
    @DataBoundSetter
    public void setSshCredentialsId(@CheckForNull String sshCredentialsId) {
        this.sshCredentialsId = Util.fixEmptyAndTrim(sshCredentialsId);
    }

    /** The id of user and password for the registry, or null for the configuration's. */
    @CheckForNull
    public String getRegistryCredentialsId() {
        return registryCredentialsId;
    }

    /** Sets the id of user and password. */
    @DataBoundSetter
    public void setRegistryCredentialsId(@CheckForNull String registryCredentialsId) {
        this.registryCredentialsId = Util.fixEmptyAndTrim(registryCredentialsId);
    }

    /** Host keys as in {@code known_hosts}, or null for those of Jenkins and the agent. */
    @CheckForNull
    public String getKnownHosts() {
        return knownHosts;
    }

    /** Sets host keys. */
    @DataBoundSetter
    public void setKnownHosts(@CheckForNull String knownHosts) {
        this.knownHosts = Util.fixEmptyAndTrim(knownHosts);
    }

    /** Whether hooks are left out. */
    public boolean isSkipHooks() {
        return skipHooks;
    }

    /** Sets whether hooks are left out. */
    @DataBoundSetter
    public void setSkipHooks(boolean skipHooks) {
        this.skipHooks = skipHooks;
    }

    /** Whether the image is neither built nor pushed. */
    public boolean isSkipPush() {
        return skipPush;
    }

    /** Sets whether build and push are left out. */
    @DataBoundSetter
    public void setSkipPush(boolean skipPush) {
        this.skipPush = skipPush;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new EngineExecution(context, request());
    }

    private EngineRequest request() {
        SourceSettings source = new SourceSettings(version, uncommitted, id, configFile, destination);
        DeployOptions options = new DeployOptions(source)
                .hosts(hosts)
                .roles(roles)
                .skipHooks(skipHooks)
                .skipPush(skipPush);
        return EngineRequest.deploy(source, options, new Access(sshCredentialsId, registryCredentialsId, knownHosts));
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalDeploy";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Kamal: deploy";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, Launcher.class, EnvVars.class, TaskListener.class, Computer.class);
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

        /** The policies. */
        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillUncommittedItems() {
            return VersionFields.policies();
        }

        /** Checks that a version can be an image tag. */
        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckVersion(@QueryParameter String value) {
            return VersionFields.checkVersion(value);
        }
    }
}
