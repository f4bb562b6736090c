package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.kamal.task.request.CommandOptions;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code kamalPromote}: deploys the version of a canary to the hosts that do not serve it yet, without a build. Returns
 * what it booted.
 */
public final class KamalPromoteStep extends DeployingStep {

    @CheckForNull
    private String onFailure;

    @CheckForNull
    private WatchSettings watch;

    /** A step with the default settings. */
    @DataBoundConstructor
    public KamalPromoteStep() {
        // All settings are optional.
    }

    /** What happens to the hosts that have switched if the promotion fails on another host; null for {@code stop}. */
    @CheckForNull
    public String getOnFailure() {
        return onFailure;
    }

    /** Sets what happens to the hosts that have switched if the promotion fails on another host. */
    @DataBoundSetter
    public void setOnFailure(@CheckForNull String onFailure) {
        String trimmed = Util.fixEmptyAndTrim(onFailure);
        this.onFailure = KamalDeployStep.STOP.equals(trimmed) ? null : trimmed;
    }

    /** How the new version is watched on the hosts that switch to it; null if it is not. */
    @CheckForNull
    public WatchSettings getWatch() {
        return watch;
    }

    /** Sets how the new version is watched on the hosts that switch to it. */
    @DataBoundSetter
    public void setWatch(@CheckForNull WatchSettings watch) {
        this.watch = watch;
    }

    @Override
    public EngineRequest request(FieldText text) {
        CommandOptions options = options(text).onFailure(text.of(onFailure));
        if (watch != null) {
            watch.addTo(options);
        }
        return EngineRequest.of(List.of(EngineRequest.PROMOTE), options, source(text), access(text))
                .withVersionOfRun()
                .because(text.of(getReason()))
                .returning(ReturnKind.DEPLOYMENT);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends EngineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalPromote";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalPromoteStep_displayName();
        }

        /** The choices for the hosts that have switched. */
        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillOnFailureItems(@AncestorInPath Item item) {
            return KamalDeployStep.failureChoices(item);
        }
    }
}
