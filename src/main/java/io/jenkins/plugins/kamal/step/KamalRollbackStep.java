package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code kamalRollback}: boots an earlier version again; fails if a host lacks it. Returns what runs where. */
public final class KamalRollbackStep extends DeployingStep {

    /** A step that goes back to this version. */
    @DataBoundConstructor
    public KamalRollbackStep(String version) {
        setVersion(version);
    }

    @Override
    public EngineRequest request(FieldText text) {
        return EngineRequest.of(
                        List.of("rollback", Util.fixNull(text.of(getVersion()))),
                        options(text),
                        source(text),
                        access(text))
                .because(text.of(getReason()))
                .returning(ReturnKind.DEPLOYMENT);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends EngineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalRollback";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalRollbackStep_displayName();
        }
    }
}
