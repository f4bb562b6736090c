package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.kamal.run.RunVersion;
import io.jenkins.plugins.kamal.run.SourceSettings;
import java.io.Serial;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code kamalVersion}: the run's version, resolved if it has none yet. Returns it. */
public final class KamalVersionStep extends Step {

    @CheckForNull
    private String version;

    @CheckForNull
    private String uncommitted;

    @CheckForNull
    private String id;

    @CheckForNull
    private String configFile;

    @CheckForNull
    private String destination;

    /** A step with nothing said. */
    @DataBoundConstructor
    public KamalVersionStep() {
        // Everything is optional.
    }

    /** An explicit version, or null for the commit's. */
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

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, new SourceSettings(version, uncommitted, id, configFile, destination));
    }

    private static final class Execution extends SynchronousNonBlockingStepExecution<String> {

        @Serial
        private static final long serialVersionUID = 1;

        private final SourceSettings settings;

        Execution(StepContext context, SourceSettings settings) {
            super(context);
            this.settings = settings;
        }

        @Override
        protected String run() throws Exception {
            StepContext context = getContext();
            RunVersion version = new RunVersion(
                    context.get(Run.class),
                    context.get(FilePath.class),
                    context.get(EnvVars.class),
                    context.get(TaskListener.class));
            return version.require(settings).getVersion();
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalVersion";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Kamal: resolve the version of this run";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, EnvVars.class, TaskListener.class);
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
