package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.version.RecordedVersion;
import io.jenkins.plugins.kamal.run.version.RunVersion;
import io.jenkins.plugins.kamal.task.launch.EngineVersionFinder;
import java.io.IOException;
import java.io.Serial;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code kamalVersion}: returns the run's version, and resolves it if the run has none yet. */
public final class KamalVersionStep extends SourceStep {

    private boolean fromUpstream;

    /** A step with the default settings. */
    @DataBoundConstructor
    public KamalVersionStep() {
        // All settings are optional.
    }

    /** Whether the step takes over the version of the run that started this run. */
    public boolean isFromUpstream() {
        return fromUpstream;
    }

    /** Sets whether the step takes over the version of the run that started this run. */
    @DataBoundSetter
    public void setFromUpstream(boolean fromUpstream) {
        this.fromUpstream = fromUpstream;
    }

    /** The version that this step asks for. */
    public RecordedVersion require(RunVersion version, FieldText text) throws IOException, InterruptedException {
        return fromUpstream ? version.takeOver(source(text)) : version.require(source(text));
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    private static final class Execution extends SynchronousNonBlockingStepExecution<String> {

        @Serial
        private static final long serialVersionUID = 1;

        private final transient KamalVersionStep step;

        Execution(StepContext context, KamalVersionStep step) {
            super(context);
            this.step = step;
        }

        @Override
        protected String run() throws Exception {
            StepContext context = getContext();
            RunVersion version = EngineVersionFinder.versionOf(
                    context.get(Run.class),
                    context.get(FilePath.class),
                    context.get(Launcher.class),
                    context.get(EnvVars.class),
                    context.get(TaskListener.class));
            try {
                return step.require(version, FieldText.asWritten()).getVersion();
            } catch (AbortException e) {
                DeploymentAction.refusedIn(context.get(Run.class), "version", e.getMessage());
                throw e;
            }
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends SourceStepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalVersion";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalVersionStep_displayName();
        }
    }
}
