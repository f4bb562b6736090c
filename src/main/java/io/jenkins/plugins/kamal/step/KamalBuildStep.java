package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code kamalBuild}: builds the image of the run's version and keeps it on the agent. Returns the image with its tag.
 */
public final class KamalBuildStep extends EngineStep {

    /** A step with the default settings. */
    @DataBoundConstructor
    public KamalBuildStep() {
        // All settings are optional.
    }

    @Override
    public EngineRequest request(FieldText text) {
        return EngineRequest.of(List.of("build", "push", "--output=docker"), options(text), source(text), access(text))
                .withVersionOfRun()
                .reusingImages()
                .returning(ReturnKind.IMAGE);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends EngineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalBuild";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalBuildStep_displayName();
        }
    }
}
