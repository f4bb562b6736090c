package io.jenkins.plugins.kamal.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A program on this machine, and how to run it. The engine starts every program that it waits for through this class,
 * so that output is bounded and nothing keeps running after a time limit or an interruption.
 *
 * @param argv the program and its arguments; a program without a slash is looked up in the environment's PATH
 * @param directory the working directory
 * @param environment the whole environment
 * @param input standard input; null for {@code /dev/null}
 * @param timeLimit how long the program may run; null for no limit
 * @param bound how much of each output is kept
 * @param lines receives the lines of both outputs, one at a time
 * @param redaction removes secrets from a line before the line is cut and passed on
 * @param endsByItself selects the descendants that end by themselves when they are asked to, and so are given more time
 */
public record LocalProgram(
        List<String> argv,
        Path directory,
        Map<String, String> environment,
        @CheckForNull String input,
        @CheckForNull Duration timeLimit,
        OutputBound bound,
        Consumer<String> lines,
        UnaryOperator<String> redaction,
        Predicate<ProcessHandle> endsByItself) {

    private static final File NOTHING = new File("/dev/null");

    /** Copies the collections. */
    public LocalProgram {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /** Creates a program without input and time limit that keeps the last 16 MiB of each output. */
    public LocalProgram(List<String> argv, Path directory, Map<String, String> environment) {
        this(
                argv,
                directory,
                environment,
                null,
                null,
                OutputBound.LAST_16_MIB,
                line -> {},
                UnaryOperator.identity(),
                process -> false);
    }

    /** A copy with this standard input; null for {@code /dev/null}. */
    public LocalProgram withInput(@CheckForNull String text) {
        return new LocalProgram(argv, directory, environment, text, timeLimit, bound, lines, redaction, endsByItself);
    }

    /** A copy that is stopped if it runs longer than the limit. */
    public LocalProgram within(Duration limit) {
        return new LocalProgram(argv, directory, environment, input, limit, bound, lines, redaction, endsByItself);
    }

    /** A copy with another bound for its outputs. */
    public LocalProgram boundedBy(OutputBound other) {
        return new LocalProgram(argv, directory, environment, input, timeLimit, other, lines, redaction, endsByItself);
    }

    /** A copy whose lines are redacted and passed on as soon as they are complete. */
    public LocalProgram streaming(UnaryOperator<String> redactor, Consumer<String> consumer) {
        return new LocalProgram(
                argv, directory, environment, input, timeLimit, bound, consumer, redactor, endsByItself);
    }

    /** A copy that gives these descendants time to end by themselves. */
    public LocalProgram waitingFor(Predicate<ProcessHandle> descendants) {
        return new LocalProgram(argv, directory, environment, input, timeLimit, bound, lines, redaction, descendants);
    }

    /**
     * Runs the program to its end.
     *
     * @throws UnencodableException if the locale of this process lacks characters of an argument or the directory
     * @throws ProgramNotFoundException if the program is not on the PATH
     * @throws TimeLimitException if the program did not end in time; it has been stopped with its descendants
     * @throws OutputTooLargeException if the program printed more than its bound; it has been stopped with its
     *     descendants
     * @throws IOException if the program cannot be started
     * @throws InterruptedException if the thread was interrupted; the program has been stopped with its descendants
     */
    public ProgramResult run() throws IOException, InterruptedException {
        NativeEncoding.requireEncodable(argv.get(0), argv, directory);
        List<String> command = new ArrayList<>(argv);
        command.set(
                0,
                SearchPath.of(environment)
                        .find(argv.get(0), directory)
                        .orElseThrow(() -> new ProgramNotFoundException(argv.get(0))));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (input == null) {
            builder.redirectInput(NOTHING);
        }
        return new RunningProgram(this, builder.start()).finish();
    }

    @Override
    public String toString() {
        return argv.get(0);
    }
}
