package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution.Result;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.regex.Pattern;

/** Commands in backticks, and {@code $?}, the status of the last one. */
final class ShellCommands {

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int LONGEST = 300;

    /** Ruby gives a command with one of these to a shell and runs any other itself ({@code rb_exec_fillarg}). */
    private static final Pattern FOR_A_SHELL = Pattern.compile("[*?{}\\[\\]<>()~&|\\\\$;'`\"\n#=%]");

    private final RenderingBudget rendering;

    @CheckForNull
    private Integer status;

    ShellCommands(RenderingBudget rendering) {
        this.rendering = rendering;
    }

    String run(String command, RubyPosition place) {
        try {
            Result result = rendering.agent().commands().run(command, rendering.environment());
            status = result.exitStatus();
            if (status != 0) {
                failed(command, result, place);
            }
            return rendering.produced(result.output(), place);
        } catch (SecretsException e) {
            throw RubyFault.error(place, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RubyFault.error(place, "interrupted while a command ran");
        }
    }

    /** As in Ruby, a program that cannot be started stops the rendering. A shell that finds none only fails. */
    private void failed(String command, Result result, RubyPosition place) {
        String errors = result.errors().strip().replaceAll("\\s+", " ");
        String shown = errors.isEmpty() ? "" : ": " + errors.substring(0, Math.min(errors.length(), LONGEST));
        boolean ofTheShell = FOR_A_SHELL.matcher(command.strip()).find();
        if (!ofTheShell && (result.exitStatus() == NOT_FOUND || result.exitStatus() == NOT_EXECUTABLE)) {
            throw RubyFault.error(
                    place,
                    "the program " + command.strip().split("\\s+")[0] + " cannot be run on the agent (exit status "
                            + result.exitStatus() + ")" + shown + ". Install it, or correct its name");
        }
        rendering.warn(place, "the command failed with exit status " + result.exitStatus() + shown);
    }

    Object status(MethodCall call) {
        if (status == null) {
            throw RubyFault.error(call.place(), "$? is nil, because no command has run yet");
        }
        return switch (call.method()) {
            case "success?" -> status == 0;
            case "exitstatus", "to_i" -> (long) status;
            default -> throw call.unsupported();
        };
    }
}
