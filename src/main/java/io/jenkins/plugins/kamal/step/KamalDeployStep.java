package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.kamal.task.EngineRequest;
import io.jenkins.plugins.kamal.task.EngineReturn;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code kamalDeploy}: the whole deploy of the run's version; builds and pushes only what the run has not yet. Returns
 * what runs where.
 */
public final class KamalDeployStep extends ServerStep {

    private boolean skipPush;

    /** A step with nothing said. */
    @DataBoundConstructor
    public KamalDeployStep() {
        // Everything is optional.
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
    public EngineRequest request(FieldText text) {
        return EngineRequest.of(List.of("deploy"), options(text).skipPush(skipPush), source(text), access(text))
                .withVersionOfRun()
                .reusingImages()
                .returning(EngineReturn.DEPLOYMENT);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends EngineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalDeploy";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Kamal: deploy";
        }
    }
}
