package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code kamalPlan}: what a deploy of the run's version would change. Changes nothing and takes no lock. Returns the plan
 * as a map.
 */
public final class KamalPlanStep extends TargetedStep {

    private boolean skipPush;

    @CheckForNull
    private String migrate;

    /** A step with the default settings. */
    @DataBoundConstructor
    public KamalPlanStep() {
        // All settings are optional.
    }

    /** Whether the deploy will neither build nor push. */
    public boolean isSkipPush() {
        return skipPush;
    }

    /** Sets whether the deploy will neither build nor push. */
    @DataBoundSetter
    public void setSkipPush(boolean skipPush) {
        this.skipPush = skipPush;
    }

    /** The command that a deploy runs once before its first boot, or null for none. */
    @CheckForNull
    public String getMigrate() {
        return Util.fixEmpty(migrate);
    }

    /**
     * Sets the command that a deploy runs once before its first boot. A blank one is kept: in a Pipeline, a command is
     * missing, and the step is refused when it runs.
     */
    @DataBoundSetter
    public void setMigrate(@CheckForNull String migrate) {
        this.migrate = migrate == null ? null : migrate.trim();
    }

    @Override
    public EngineRequest request(FieldText text) {
        return EngineRequest.of(
                        List.of("plan"),
                        options(text).skipPush(skipPush).migrate(text.ofGiven(migrate)),
                        source(text),
                        access(text))
                .withVersionOfRun()
                .returning(ReturnKind.PLAN);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends EngineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalPlan";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalPlanStep_displayName();
        }
    }
}
