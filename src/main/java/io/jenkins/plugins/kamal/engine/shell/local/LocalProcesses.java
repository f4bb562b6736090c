package io.jenkins.plugins.kamal.engine.shell.local;

import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.LocalShell;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Runs commands as processes of this machine. */
public final class LocalProcesses implements LocalShell {

    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;
    /** Where programs are looked for if nobody says. */
    public static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private static final File NOTHING = new File("/dev/null");

    private final UnaryOperator<String> redaction;
    private final Map<String, String> environment;
    private final Predicate<ProcessHandle> patience;

    /**
     * @param redactor takes secrets out of the lines that are passed on
     * @param environment what every process gets, beside its own variables; its PATH is where programs are looked for
     */
    public LocalProcesses(Redactor redactor, Map<String, String> environment) {
        this(redactor, environment, process -> false);
    }

    /**
     * @param redactor takes secrets out of the lines that are passed on
     * @param environment what every process gets, beside its own variables; its PATH is where programs are looked for
     * @param patience which processes end by themselves when they are asked to, however long that takes them
     */
    public LocalProcesses(Redactor redactor, Map<String, String> environment, Predicate<ProcessHandle> patience) {
        this.patience = patience;
        this.redaction = redactor::redact;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Output run(Command command, Map<String, String> variables, Path directory, Consumer<String> lines)
            throws InterruptedException {
        long start = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder().directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(variables);
        if (command.input().isEmpty()) {
            builder.redirectInput(NOTHING);
        }
        RunningProcess process;
        try {
            builder.command(
                    found(command.argv(), directory, builder.environment().getOrDefault("PATH", DEFAULT_PATH)));
            process = new RunningProcess(builder.start(), line -> lines.accept(redaction.apply(line)), patience);
        } catch (IOException e) {
            return notStarted(command, directory, e, elapsed(start));
        }
        int status = process.finish(command.input().map(Secret::reveal));
        return new Output(command, status, process.stdout(), process.stderr(), elapsed(start));
    }

    /**
     * The words with the program's path in front, which Java by itself would look for on the PATH that this process was
     * started with.
     *
     * @throws IOException where there is no such program, worded as Java does it
     */
    private static List<String> found(List<String> argv, Path directory, String path) throws IOException {
        String program = argv.get(0);
        if (program.contains("/")) {
            return argv;
        }
        List<String> found = new ArrayList<>(argv);
        found.set(
                0,
                Arrays.stream(path.split(":"))
                        .map(entry -> directory.resolve(entry).resolve(program))
                        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                        .findFirst()
                        .orElseThrow(() -> new IOException("error=2, not on the PATH: " + program))
                        .toString());
        return found;
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
        if (String.valueOf(e.getMessage()).contains("error=2,")) {
            String hint = ": there is no such program. Install it on this machine, or put it on the PATH";
            return new Output(command, NOT_FOUND, "", program + hint, duration);
        }
        return new Output(command, NOT_EXECUTABLE, "", program + " cannot be run: " + e.getMessage(), duration);
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
