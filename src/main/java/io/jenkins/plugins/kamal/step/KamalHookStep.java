package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import io.jenkins.plugins.kamal.engine.protocol.HookNames;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.verb.POST;

/** {@code kamalHook}: runs one hook with the environment it has in a deploy. */
public final class KamalHookStep extends EngineStep {

    private final String hook;

    /** A step for the hook of this name. */
    @DataBoundConstructor
    public KamalHookStep(String hook) {
        this.hook = Util.fixNull(hook).trim();
    }

    /** The hook's name, as its file in {@code .kamal/hooks}. */
    public String getHook() {
        return Util.fixNull(hook);
    }

    @Override
    public EngineRequest request(FieldText text) {
        return EngineRequest.of(List.of("hook", Util.fixNull(text.of(hook))), options(text), source(text), access(text))
                .withVersionOfRun();
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends EngineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamalHook";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalHookStep_displayName();
        }

        /** The hooks that Kamal knows. */
        @POST
        @Restricted(NoExternalUse.class)
        public ComboBoxModel doFillHookItems(@AncestorInPath Item item) {
            return VersionFields.mayFill(item) ? new ComboBoxModel(HookNames.ALL) : new ComboBoxModel();
        }
    }
}
