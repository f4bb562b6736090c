package io.jenkins.plugins.kamal.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.Extension;
import io.jenkins.plugins.kamal.step.EngineStep;
import io.jenkins.plugins.kamal.step.FieldText;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import io.jenkins.plugins.kamal.step.Messages;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The build step {@code Kamal: deploy}. */
public final class KamalDeployBuilder extends EngineBuilder {

    private final KamalDeployStep step;

    /** A build step with the settings of the Pipeline step. */
    @DataBoundConstructor
    public KamalDeployBuilder(KamalDeployStep step) {
        this.step = step;
    }

    /** The settings. */
    public KamalDeployStep getStep() {
        return step;
    }

    @Override
    EngineStep settings() {
        return step;
    }

    @Override
    EngineRequest request(FieldText text) throws AbortException {
        text.requirePlainVariables("migrate", step.getMigrate());
        return super.request(text);
    }

    /** Fills in what an incomplete file lacks. */
    @SuppressFBWarnings(
            value = "RCN_REDUNDANT_NULLCHECK_OF_NONNULL_VALUE",
            justification = "XStream leaves the field null where the file does not have it")
    private Object readResolve() {
        return step == null ? new KamalDeployBuilder(new KamalDeployStep()) : this;
    }

    /** Describes the build step. */
    @Extension
    @Symbol("kamalDeploy")
    public static final class DescriptorImpl extends KamalBuilderDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalDeployStep_displayName();
        }
    }
}
