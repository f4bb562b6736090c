package io.jenkins.plugins.kamal.engine.shell.local;

import io.jenkins.plugins.kamal.engine.process.LocalProgram;
import io.jenkins.plugins.kamal.engine.process.ProgramNotFoundException;
import io.jenkins.plugins.kamal.engine.process.ProgramResult;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.LocalShell;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs commands as processes of this machine. */
public final class LocalProcesses implements LocalShell {

    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    private final Redactor redactor;
    private final Map<String, String> environment;
    private final Predicate<ProcessHandle> endsByItself;

    /**
     * @param redactor removes secrets from the lines that are passed on
     * @param environment what every process gets beside its own variables; programs are looked up in its PATH
     */
    public LocalProcesses(Redactor redactor, Map<String, String> environment) {
        this(redactor, environment, process -> false);
    }

    /**
     * @param redactor removes secrets from the lines that are passed on
     * @param environment what every process gets beside its own variables; programs are looked up in its PATH
     * @param endsByItself which processes undo their work after a request to end, and so are given time
     */
    public LocalProcesses(Redactor redactor, Map<String, String> environment, Predicate<ProcessHandle> endsByItself) {
        this.redactor = redactor;
        this.environment = Map.copyOf(environment);
        this.endsByItself = endsByItself;
    }

    @Override
    public Output run(Command command, Map<String, String> variables, Path directory, Consumer<String> lines)
            throws InterruptedException {
        long start = System.nanoTime();
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        try {
            ProgramResult result = new LocalProgram(command.argv(), directory, all)
                    .withInput(command.input().map(Secret::reveal).orElse(null))
                    .streaming(redactor::redact, lines)
                    .waitingFor(endsByItself)
                    .run();
            return new Output(
                    command,
                    result.exitStatus(),
                    withoutLineEnd(result.stdout()),
                    withoutLineEnd(result.stderr()),
                    elapsed(start));
        } catch (IOException e) {
            return notStarted(command, directory, e, elapsed(start));
        }
    }

    private static String withoutLineEnd(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static Output notStarted(Command command, Path directory, IOException e, Duration duration) {
        String program = command.argv().get(0);
        if (!Files.isDirectory(directory)) {
            return new Output(
                    command,
                    NOT_FOUND,
                    "",
                    "there is no directory " + directory + " to run `" + program + "` in",
                    duration);
        }
        if (e instanceof ProgramNotFoundException
                || String.valueOf(e.getMessage()).contains("error=2,")) {
            String hint = ": there is no such program. Install it on this machine, or put it on the PATH";
            return new Output(command, NOT_FOUND, "", program + hint, duration);
        }
        return new Output(command, NOT_EXECUTABLE, "", program + " cannot be run: " + e.getMessage(), duration);
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
