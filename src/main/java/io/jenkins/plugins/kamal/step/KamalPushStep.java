package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code kamalPush}: pushes the image of the run's version, built first if necessary. Returns its digest. */
public final class KamalPushStep extends EngineStep {

    /** A step with the default settings. */
    @DataBoundConstructor
    public KamalPushStep() {
        // All settings are optional.
    }

    @Override
    public EngineRequest request(FieldText text) {
        return EngineRequest.of(List.of("build", "push", "--built"), options(text), source(text), access(text))
                .withVersionOfRun()
                .reusingImages()
                .returning(ReturnKind.DIGEST);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends EngineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalPush";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalPushStep_displayName();
        }
    }
}
