package io.jenkins.plugins.kamal.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.Extension;
import io.jenkins.plugins.kamal.step.EngineStep;
import io.jenkins.plugins.kamal.step.KamalPromoteStep;
import io.jenkins.plugins.kamal.step.Messages;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The build step {@code Kamal: promote the canary}. */
public final class KamalPromoteBuilder extends EngineBuilder {

    private final KamalPromoteStep step;

    /** A build step with the settings of the Pipeline step. */
    @DataBoundConstructor
    public KamalPromoteBuilder(KamalPromoteStep step) {
        this.step = step;
    }

    /** The settings. */
    public KamalPromoteStep getStep() {
        return step;
    }

    @Override
    EngineStep settings() {
        return step;
    }

    /** Fills in what an incomplete file lacks. */
    @SuppressFBWarnings(
            value = "RCN_REDUNDANT_NULLCHECK_OF_NONNULL_VALUE",
            justification = "XStream leaves the field null where the file does not have it")
    private Object readResolve() {
        return step == null ? new KamalPromoteBuilder(new KamalPromoteStep()) : this;
    }

    /** Describes the build step. */
    @Symbol("kamalPromote")
    @Extension
    public static final class DescriptorImpl extends KamalBuilderDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalPromoteStep_displayName();
        }
    }
}
