package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.kamal.engine.protocol.RunVersionRule;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code kamal}: any other command of the engine, such as {@code app exec --reuse 'bin/rails db:migrate'}. Returns the
 * output of the command if {@code returnOutput} is set.
 */
public final class KamalCommandStep extends ServerStep {

    private static final String END_OF_OPTIONS = "--";

    /** The option whose value is text for the shell of a server. */
    private static final String MIGRATE = "--migrate";

    private final String command;
    private boolean returnOutput;

    /** A step for this command, as it would be typed after {@code kamal}. */
    @DataBoundConstructor
    public KamalCommandStep(String command) {
        this.command = Util.fixNull(command).trim();
    }

    /** The command, as it would be typed after {@code kamal}. */
    public String getCommand() {
        return Util.fixNull(command);
    }

    /** Whether the step returns what the command prints. */
    public boolean isReturnOutput() {
        return returnOutput;
    }

    /** Sets whether the step returns what the command prints. */
    @DataBoundSetter
    public void setReturnOutput(boolean returnOutput) {
        this.returnOutput = returnOutput;
    }

    @Override
    public EngineRequest request(FieldText text) throws AbortException {
        List<String> words = written().stream().map(text::word).toList();
        EngineRequest request = EngineRequest.of(words, options(text), source(text), access(text))
                .returning(returnOutput ? ReturnKind.OUTPUT : ReturnKind.NOTHING);
        boolean deploys = !words.isEmpty() && RunVersionRule.appliesTo(words.get(0));
        return deploys || getVersion() != null ? request.withVersionOfRun() : request;
    }

    /**
     * Refuses a variable whose value would be an option of the command. Whoever may start a build chooses the values of its
     * parameters, but not where the command acts.
     *
     * @throws AbortException which names the word
     */
    public void requireNoOptionInVariable(FieldText text) throws AbortException {
        String before = "";
        for (String word : written()) {
            if (word.equals(END_OF_OPTIONS)) {
                return;
            }
            if (!word.startsWith("-") && text.word(word).startsWith("-")) {
                throw new AbortException("The word " + word + " of the command '" + getCommand()
                        + "' begins with '-' after its variables are filled in, so it would be an option. Give another value,"
                        + " or write the option into the command, as in --hosts=${HOSTS}");
            }
            if (word.startsWith(MIGRATE + "=") || before.equals(MIGRATE)) {
                text.requirePlainVariables(MIGRATE, word.substring(before.equals(MIGRATE) ? 0 : MIGRATE.length() + 1));
            }
            before = word;
        }
    }

    /** The words of the command, split before variables are filled in, so that a value is never more than one word. */
    private List<String> written() throws AbortException {
        return QuotedWords.split(getCommand());
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends EngineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "kamal";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalCommandStep_displayName();
        }

        /** Checks that the command can be split into words. */
        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckCommand(@AncestorInPath Item item, @QueryParameter String value) {
            String problem = VersionFields.mayFill(item)
                    ? QuotedWords.problemOf(Util.fixNull(value).trim())
                    : null;
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }
    }
}
