package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import java.util.Map;
import java.util.Objects;

/** Runs the command inside {@code $(...)} of a secrets file, or between backticks in ERB. */
@FunctionalInterface
public interface CommandSubstitution {

    /**
     * Runs a command line and waits for its end.
     *
     * @param commandLine the command line for a shell
     * @param environment the whole environment of the command
     * @return the outputs and the exit status, even if the command failed
     * @throws SecretsException if the command could not be started, took too long or printed too much
     * @throws InterruptedException if the waiting thread was interrupted; the command has been stopped
     */
    Result run(String commandLine, Map<String, String> environment) throws InterruptedException;

    /**
     * The output of a command, and its exit status.
     *
     * @param output its standard output, unchanged
     * @param errors its standard error, unchanged
     */
    record Result(String output, int exitStatus, String errors) {

        public Result {
            Objects.requireNonNull(output, "output");
        }

        /** A command that printed nothing on standard error. */
        public Result(String output, int exitStatus) {
            this(output, exitStatus, "");
        }

        /** A command that succeeded. */
        public static Result of(String output) {
            return new Result(output, 0);
        }

        /** The output without the line break at its end, as Ruby's {@code chomp} leaves it. */
        public String chomped() {
            if (output.endsWith("\r\n")) {
                return output.substring(0, output.length() - 2);
            }
            return output.endsWith("\n") || output.endsWith("\r") ? output.substring(0, output.length() - 1) : output;
        }

        @Override
        public String toString() {
            return "exit status " + exitStatus;
        }
    }
}
