package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.output.LogLine;
import io.jenkins.plugins.kamal.engine.output.LogOutput;
import io.jenkins.plugins.kamal.engine.process.LineSplitter;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.Events;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The log of a run for people, and its events for the plugin. The redactor removes secrets from the log. Several
 * threads may use it.
 */
public final class RunLog {

    private static final int LONGEST_COMMAND = 160;
    private static final Set<Reader> ALL = Set.of(Reader.values());

    private final Consumer<String> lines;
    private final Consumer<String> results;
    private final Consumer<String> commandLog;
    private final Events events;
    private final Redactor redactor;
    private final Clock clock;
    private final Verbosity verbosity;
    private final List<LogOutput> outputs = new CopyOnWriteArrayList<>();

    /** How much of the log people see. */
    public enum Verbosity {
        /** Failures and the results of commands. */
        QUIET,
        /** Also phases, and in words what was done on each host. */
        NORMAL,
        /** Also the commands that ran, with their outputs. */
        VERBOSE
    }

    /** Who reads a line. */
    private enum Reader {
        /** The user of the command line, or of the build's log. */
        PERSON,
        /** The outputs of the configuration's key {@code output}, which see each command, as with Kamal. */
        OUTPUTS,
        /** The file with everything. */
        COMMAND_LOG
    }

    /**
     * Creates a log that writes lines to {@code lines} and events to {@code events}.
     *
     * @param results receives each line of the command's result, which {@code lines} receives too
     * @param commandLog receives each line of a verbose log, even in a run that is not verbose
     */
    public RunLog(
            Consumer<String> lines,
            Consumer<String> results,
            Consumer<String> commandLog,
            Events events,
            Redactor redactor,
            Clock clock,
            Verbosity verbosity) {
        this.lines = lines;
        this.results = results;
        this.commandLog = commandLog;
        this.events = events;
        this.redactor = redactor;
        this.clock = clock;
        this.verbosity = verbosity;
    }

    /** The clock of this run. */
    public Clock clock() {
        return clock;
    }

    /** Copies the log to an output from now on. */
    public void copyTo(LogOutput output) {
        outputs.add(output);
    }

    /** Stops copying the log to an output. */
    public void copyNoMoreTo(LogOutput output) {
        outputs.remove(output);
    }

    /** Whether the log shows everything. */
    public boolean isVerbose() {
        return verbosity == Verbosity.VERBOSE;
    }

    /** The redactor, which knows the secrets of this run. */
    public Redactor redactor() {
        return redactor;
    }

    /** Sends an event to the plugin. */
    public void tell(DeployEvent event) {
        events.tell(event);
    }

    /** Runs a phase of the work under a heading and logs how long it took. */
    public <T> T phase(String name, Supplier<T> work) {
        long start = clock.millis();
        info("==> " + name);
        tell(new DeployEvent.PhaseStarted(name));
        T result = work.get();
        long millis = clock.millis() - start;
        tell(new DeployEvent.PhaseFinished(name, millis));
        info("    " + name + ": done in " + seconds(Duration.ofMillis(millis)));
        return result;
    }

    /** Runs a phase of the work under a heading and logs how long it took. */
    public void phase(String name, Runnable work) {
        phase(name, () -> {
            work.run();
            return null;
        });
    }

    /** Logs a line, unless the run is quiet. */
    public void info(String line) {
        print(line, null, null, unlessQuiet());
    }

    /** Logs a line about a host, unless the run is quiet. */
    public void info(Host host, String line) {
        about(host, null, line, unlessQuiet());
    }

    /** Logs a line, even in a quiet run. The line is not part of the command's result. */
    public void important(String line) {
        print(line);
    }

    /** Logs the result of a command, even in a quiet run. */
    public void result(String text) {
        print(text);
        redactor.redact(text).lines().forEach(results);
    }

    /**
     * Logs the result of a command, with an empty line after it. A quiet run shows no heading.
     */
    public void result(String heading, String text) {
        synchronized (lines) {
            info(heading);
            print(text + "\n\n");
            redactor.redact(text).lines().forEach(results);
        }
    }

    /**
     * Logs a command that ran. A person sees a command that failed although it must succeed, and in a verbose run each
     * command with its output.
     */
    public void ran(Host host, Output output, boolean mayFail) {
        ended(host, output);
        printed(host, output, Set.of(Reader.COMMAND_LOG));
        boolean told =
                verbosity == Verbosity.VERBOSE || verbosity == Verbosity.NORMAL && !mayFail && !output.succeeded();
        Set<Reader> readers = EnumSet.noneOf(Reader.class);
        if (told) {
            readers.add(Reader.PERSON);
        }
        if (verbosity != Verbosity.QUIET) {
            readers.add(Reader.OUTPUTS);
        }
        about(host, null, shown(output.command()) + outcome(output), readers);
        if (verbosity == Verbosity.VERBOSE) {
            printed(host, output, Set.of(Reader.PERSON, Reader.OUTPUTS));
        }
    }

    /** Logs a command whose output follows line by line. A person sees the command itself only in a verbose run. */
    public void begins(Host host, Command command) {
        Set<Reader> readers = EnumSet.of(Reader.COMMAND_LOG);
        if (verbosity == Verbosity.VERBOSE) {
            readers.add(Reader.PERSON);
        }
        if (verbosity != Verbosity.QUIET) {
            readers.add(Reader.OUTPUTS);
        }
        about(host, null, oneLine(command), readers);
    }

    /** Adds a command that ran to the command log, without its output. */
    public void ended(Host host, Output output) {
        about(host, null, oneLine(output.command()) + outcome(output), Set.of(Reader.COMMAND_LOG));
    }

    private static String outcome(Output output) {
        return " (" + seconds(output.duration()) + (output.succeeded() ? "" : ", exit status " + output.exitStatus())
                + ")";
    }

    /** Returns a command in one line, cut unless the log is verbose. */
    private String shown(Command command) {
        String line = oneLine(command);
        return verbosity == Verbosity.VERBOSE || line.length() <= LONGEST_COMMAND
                ? line
                : line.substring(0, LONGEST_COMMAND) + "…";
    }

    /** Redacts a command before it can be cut, because the redactor does not find half a secret. */
    private String oneLine(Command command) {
        return redactor.redact(command.toString()).replaceAll("\\s*\n\\s*", " ");
    }

    /** Logs the output of a command, unless it is hidden. */
    private void printed(Host host, Output output, Set<Reader> readers) {
        if (!output.command().isOutputHidden()) {
            printed(host, "stdout", output.stdout(), readers);
        }
        printed(host, "stderr", output.stderr(), readers);
    }

    private void printed(Host host, String stream, String text, Set<Reader> readers) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> about(host, stream, "  " + line, readers));
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    private Set<Reader> unlessQuiet() {
        return verbosity == Verbosity.QUIET ? Set.of(Reader.COMMAND_LOG) : ALL;
    }

    private void about(Host host, @CheckForNull String stream, String line, Set<Reader> readers) {
        print("    [" + host + "] " + line, host.toString(), stream, readers);
    }

    private void print(String text) {
        print(text, null, null, ALL);
    }

    private void print(String text, @CheckForNull String host, @CheckForNull String stream, Set<Reader> readers) {
        redactor.redact(text).lines().map(LineSplitter::shortened).forEach(line -> {
            if (readers.contains(Reader.COMMAND_LOG)) {
                commandLog.accept(line);
            }
            if (readers.contains(Reader.PERSON)) {
                lines.accept(line);
            }
            if (readers.contains(Reader.OUTPUTS)) {
                outputs.forEach(output -> output.line(new LogLine(line, host, stream)));
            }
        });
    }
}
