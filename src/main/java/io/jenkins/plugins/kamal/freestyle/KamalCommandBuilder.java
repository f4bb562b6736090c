package io.jenkins.plugins.kamal.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.kamal.step.EngineStep;
import io.jenkins.plugins.kamal.step.FieldText;
import io.jenkins.plugins.kamal.step.KamalCommandStep;
import io.jenkins.plugins.kamal.step.Messages;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The build step {@code Kamal: any other command}. */
public final class KamalCommandBuilder extends EngineBuilder {

    private final KamalCommandStep step;

    @CheckForNull
    private String outputVariable;

    /** A build step with the settings of the Pipeline step. */
    @DataBoundConstructor
    public KamalCommandBuilder(KamalCommandStep step) {
        this.step = step;
    }

    /** The settings. */
    public KamalCommandStep getStep() {
        return step;
    }

    /** The environment variable that gets the output, or null for none. */
    @CheckForNull
    public String getOutputVariable() {
        return outputVariable;
    }

    /** Sets the environment variable that gets the output. */
    @DataBoundSetter
    public void setOutputVariable(@CheckForNull String outputVariable) {
        this.outputVariable = Util.fixEmptyAndTrim(outputVariable);
    }

    @Override
    EngineStep settings() {
        return step;
    }

    @Override
    EngineRequest request(FieldText text) throws AbortException {
        String variable = outputVariable;
        String problem = variable == null ? null : OutputVariable.problemOf(variable);
        if (problem != null) {
            throw new AbortException(problem);
        }
        step.requireNoOptionInVariable(text);
        return step.request(text).returning(variable == null ? ReturnKind.NOTHING : ReturnKind.OUTPUT);
    }

    @Override
    void take(String output, AbstractBuild<?, ?> build) throws AbortException {
        if (outputVariable != null) {
            build.addAction(OutputVariable.of(outputVariable, output));
        }
    }

    /** Fills in what an incomplete file lacks. */
    @SuppressFBWarnings(
            value = "RCN_REDUNDANT_NULLCHECK_OF_NONNULL_VALUE",
            justification = "XStream leaves the field null where the file does not have it")
    private Object readResolve() {
        if (step != null) {
            return this;
        }
        KamalCommandBuilder restored = new KamalCommandBuilder(new KamalCommandStep(""));
        restored.setOutputVariable(outputVariable);
        return restored;
    }

    /** Describes the build step. */
    @Extension
    @Symbol("kamal")
    public static final class DescriptorImpl extends KamalBuilderDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalCommandStep_displayName();
        }

        /** Checks that the output can be returned in a variable of this name. */
        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckOutputVariable(@AncestorInPath Item item, @QueryParameter String value) {
            String name = Util.fixEmptyAndTrim(value);
            if (name == null || item == null || !item.hasPermission(Item.CONFIGURE)) {
                return FormValidation.ok();
            }
            String problem = OutputVariable.problemOf(name);
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }
    }
}
