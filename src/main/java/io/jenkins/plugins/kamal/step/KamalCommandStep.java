package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.QuotedStringTokenizer;
import io.jenkins.plugins.kamal.engine.protocol.RunVersionRule;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code kamal}: any other command of the engine, such as {@code app exec --reuse 'bin/rails db:migrate'}. Returns the
 * output of the command if {@code returnOutput} is set.
 */
public final class KamalCommandStep extends ServerStep {

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
    public EngineRequest request(FieldText text) {
        List<String> words = List.of(QuotedStringTokenizer.tokenize(Util.fixNull(text.of(command))));
        EngineRequest request = EngineRequest.of(words, options(text), source(text), access(text))
                .returning(returnOutput ? ReturnKind.OUTPUT : ReturnKind.NOTHING);
        boolean deploys = !words.isEmpty() && RunVersionRule.appliesTo(words.get(0));
        return deploys || getVersion() != null ? request.withVersionOfRun() : request;
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
            return "Kamal: any other command";
        }
    }
}
