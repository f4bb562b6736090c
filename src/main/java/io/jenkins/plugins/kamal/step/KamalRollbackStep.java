package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.kamal.task.request.CommandOptions;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code kamalRollback}: boots an earlier version again, from the registry on hosts that no longer have it. Returns what
 * runs where.
 */
public final class KamalRollbackStep extends DeployingStep {

    /** Inverted, because a field that a saved job lacks is false. */
    private boolean needingContainers;

    /** A step that goes back to this version. */
    @DataBoundConstructor
    public KamalRollbackStep(String version) {
        setVersion(version);
    }

    /** Whether the image is deployed again from the registry on hosts that no longer have a container of the version. */
    public boolean isRedeploy() {
        return !needingContainers;
    }

    /** Sets whether the image is deployed again where the containers are gone, or the rollback is refused. */
    @DataBoundSetter
    public void setRedeploy(boolean redeploy) {
        this.needingContainers = !redeploy;
    }

    @Override
    CommandOptions options(FieldText text) {
        return super.options(text).redeployMissing(isRedeploy());
    }

    /**
     * Null, because the version of a rollback does not come from the workspace.
     *
     * @deprecated has no effect
     */
    @CheckForNull
    @Override
    @Deprecated
    public String getUncommitted() {
        return null;
    }

    /**
     * Accepts the policy that an earlier release offered, and ignores it as that release did.
     *
     * @deprecated has no effect
     */
    @Override
    @Deprecated
    @DataBoundSetter
    public void setUncommitted(@CheckForNull String uncommitted) {
        // A rollback reads no workspace.
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
