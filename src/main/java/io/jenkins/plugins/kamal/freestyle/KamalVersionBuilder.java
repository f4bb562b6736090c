package io.jenkins.plugins.kamal.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.FieldText;
import io.jenkins.plugins.kamal.step.KamalVersionStep;
import io.jenkins.plugins.kamal.task.launch.EngineVersionFinder;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The build step that resolves the version of the build. Later build steps have the version in {@code KAMAL_VERSION}.
 */
public final class KamalVersionBuilder extends Builder {

    private final KamalVersionStep step;

    /** A build step with the settings of the Pipeline step. */
    @DataBoundConstructor
    public KamalVersionBuilder(KamalVersionStep step) {
        this.step = step;
    }

    /** The settings. */
    public KamalVersionStep getStep() {
        return step;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars environment = build.getEnvironment(listener);
        try {
            FilePath workspace = build.getWorkspace();
            if (workspace == null) {
                throw new AbortException("The build has no workspace. Check whether its agent is still connected");
            }
            step.require(
                    EngineVersionFinder.versionOf(build, workspace, launcher, environment, listener),
                    FieldText.expandedBy(environment));
        } catch (AbortException e) {
            DeploymentAction.refusedIn(build, "version", e.getMessage());
            throw e;
        }
        return true;
    }

    /** Fills in what an incomplete file lacks. */
    @SuppressFBWarnings(
            value = "RCN_REDUNDANT_NULLCHECK_OF_NONNULL_VALUE",
            justification = "XStream leaves the field null where the file does not have it")
    private Object readResolve() {
        return step == null ? new KamalVersionBuilder(new KamalVersionStep()) : this;
    }

    /** Describes the build step. */
    @Extension
    @Symbol("kamalVersion")
    public static final class DescriptorImpl extends KamalBuilderDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalVersionBuilder_displayName();
        }
    }
}
