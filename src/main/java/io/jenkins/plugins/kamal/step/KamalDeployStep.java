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
 * {@code kamalDeploy}: the whole deploy of the run's version. Builds and pushes only what the run has not built and
 * pushed yet. Returns what runs where.
 */
public final class KamalDeployStep extends DeployingStep {

    static final String STOP = "stop";
    private static final String ROLLBACK = "rollback";

    private boolean skipPush;

    private boolean environmentOnly;

    @CheckForNull
    private String migrate;

    @CheckForNull
    private String onFailure;

    @CheckForNull
    private String expect;

    @CheckForNull
    private WatchSettings watch;

    @CheckForNull
    private Canary canary;

    @CheckForNull
    private Rollout rollout;

    /** A step with the default settings. */
    @DataBoundConstructor
    public KamalDeployStep() {
        // All settings are optional.
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

    /** Whether only the environment of the version that runs may change. */
    public boolean isEnvironmentOnly() {
        return environmentOnly;
    }

    /** Sets whether only the environment of the version that runs may change. */
    @DataBoundSetter
    public void setEnvironmentOnly(boolean environmentOnly) {
        this.environmentOnly = environmentOnly;
    }

    /** The command that the deploy runs once before its first boot, or null for none. */
    @CheckForNull
    public String getMigrate() {
        return Util.fixEmpty(migrate);
    }

    /**
     * Sets the command that the deploy runs once before its first boot. A blank one is kept: in a Pipeline, a command is
     * missing, and the step is refused when it runs.
     */
    @DataBoundSetter
    public void setMigrate(@CheckForNull String migrate) {
        this.migrate = migrate == null ? null : migrate.trim();
    }

    /** What happens to the hosts that have switched if the deploy fails on another host; null for {@code stop}. */
    @CheckForNull
    public String getOnFailure() {
        return onFailure;
    }

    /**
     * Sets what happens to the hosts that have switched if the deploy fails on another host: {@code stop} or {@code
     * rollback}. Any other word is kept, and the step rejects it by name when it runs.
     */
    @DataBoundSetter
    public void setOnFailure(@CheckForNull String onFailure) {
        String trimmed = Util.fixEmptyAndTrim(onFailure);
        this.onFailure = STOP.equals(trimmed) ? null : trimmed;
    }

    /** The fingerprint of the plan that must still hold, or null. */
    @CheckForNull
    public String getExpect() {
        return Util.fixEmpty(expect);
    }

    /**
     * Sets the fingerprint of the plan that must still hold. A blank one is kept: in a Pipeline it is a plan that failed
     * to give a fingerprint, and is refused when the step runs.
     */
    @DataBoundSetter
    public void setExpect(@CheckForNull String expect) {
        this.expect = expect == null ? null : expect.trim();
    }

    /** How the new version is watched after the switch; null if it is not. */
    @CheckForNull
    public WatchSettings getWatch() {
        return watch;
    }

    /** Sets how the new version is watched after the switch. */
    @DataBoundSetter
    public void setWatch(@CheckForNull WatchSettings watch) {
        this.watch = watch;
    }

    /** The hosts that get the version first, or null for a deploy without a canary. */
    @CheckForNull
    public Canary getCanary() {
        return canary;
    }

    /** Sets the hosts that get the version first. */
    @DataBoundSetter
    public void setCanary(@CheckForNull Canary canary) {
        this.canary = canary;
    }

    /** The visitors that get the version; null for all of them. */
    @CheckForNull
    public Rollout getRollout() {
        return rollout;
    }

    /** Sets the visitors that get the version. */
    @DataBoundSetter
    public void setRollout(@CheckForNull Rollout rollout) {
        this.rollout = rollout;
    }

    @Override
    public EngineRequest request(FieldText text) {
        CommandOptions options = options(text)
                .skipPush(skipPush)
                .migrate(text.ofGiven(migrate))
                .onFailure(text.of(onFailure))
                .expect(text.ofGiven(expect));
        if (watch != null) {
            watch.addTo(options);
        }
        if (canary != null) {
            canary.addTo(options, text);
        }
        if (rollout != null) {
            rollout.addTo(options, text);
        }
        return request(text, options).because(text.of(getReason())).returning(ReturnKind.DEPLOYMENT);
    }

    /** A change of the environment finds its version on the servers, and every other deploy has that of the run. */
    private EngineRequest request(FieldText text, CommandOptions options) {
        if (environmentOnly) {
            options.environmentOnly(true).version(text.of(getVersion()));
        }
        EngineRequest request = EngineRequest.of(List.of("deploy"), options, source(text), access(text));
        return environmentOnly ? request : request.withVersionOfRun().reusingImages();
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
            return Messages.KamalDeployStep_displayName();
        }

        /** The choices for the hosts that have switched. */
        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillOnFailureItems(@AncestorInPath Item item) {
            return failureChoices(item);
        }
    }

    /** The choices for the hosts that have switched, for users who may fill in the form. */
    static ListBoxModel failureChoices(@CheckForNull Item item) {
        ListBoxModel items = new ListBoxModel();
        if (VersionFields.mayFill(item)) {
            items.add(Messages.KamalDeployStep_stop(), STOP);
            items.add(Messages.KamalDeployStep_rollback(), ROLLBACK);
        }
        return items;
    }
}
