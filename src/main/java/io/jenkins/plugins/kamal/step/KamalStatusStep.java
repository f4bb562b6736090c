package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code kamalStatus}: what runs on the servers, and how that differs from the configuration and from what the job has
 * deployed. Changes nothing and takes no lock. Returns the findings as a map.
 */
public final class KamalStatusStep extends TargetedStep {

    private boolean failOnDrift;

    /** A step with the default settings. */
    @DataBoundConstructor
    public KamalStatusStep() {
        // All settings are optional.
    }

    /** Whether the step fails if a server differs from what is expected. */
    public boolean isFailOnDrift() {
        return failOnDrift;
    }

    /** Sets whether the step fails if a server differs from what is expected. */
    @DataBoundSetter
    public void setFailOnDrift(boolean failOnDrift) {
        this.failOnDrift = failOnDrift;
    }

    @Override
    public EngineRequest request(FieldText text) {
        return EngineRequest.of(List.of("status"), options(text).failOnDrift(failOnDrift), source(text), access(text))
                .returning(ReturnKind.STATUS);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends EngineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalStatus";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalStatusStep_displayName();
        }
    }
}
