package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.run.RunVersion;
import io.jenkins.plugins.kamal.run.SourceSettings;
import java.io.Serial;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code kamalVersion}: the run's version, resolved if it has none yet. Returns it. */
public final class KamalVersionStep extends SourceStep {

    /** A step with nothing said. */
    @DataBoundConstructor
    public KamalVersionStep() {
        // Everything is optional.
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, source());
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
    public static final class DescriptorImpl extends SourceStepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalVersion";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Kamal: resolve the version of this run";
        }
    }
}
