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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The log of a run for people, and its events for the plugin. The redactor removes secrets from the log. Several
 * threads may use it.
 */
public final class RunLog {

    private static final int LONGEST_COMMAND = 160;

    private final Consumer<String> lines;
    private final Consumer<String> results;
    private final Events events;
    private final Redactor redactor;
    private final Clock clock;
    private final Verbosity verbosity;
    private final List<LogOutput> outputs = new CopyOnWriteArrayList<>();

    /** How much is logged. */
    public enum Verbosity {
        /** Failures and the results of commands. */
        QUIET,
        /** Also phases and the commands that ran. */
        NORMAL,
        /** Also the outputs of these commands. */
        VERBOSE
    }

    /**
     * Creates a log that writes lines to {@code lines} and events to {@code events}.
     *
     * @param results receives each line of the command's result, which {@code lines} receives too
     */
    public RunLog(
            Consumer<String> lines,
            Consumer<String> results,
            Events events,
            Redactor redactor,
            Clock clock,
            Verbosity verbosity) {
        this.lines = lines;
        this.results = results;
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
        if (verbosity != Verbosity.QUIET) {
            print(line);
        }
    }

    /** Logs a line about a host, unless the run is quiet. */
    public void info(Host host, String line) {
        info(host, null, line);
    }

    private void info(Host host, @CheckForNull String stream, String line) {
        if (verbosity != Verbosity.QUIET) {
            print("    [" + host + "] " + line, host.toString(), stream);
        }
    }

    /** Logs a line, also in a quiet run. The line is not part of the command's result. */
    public void important(String line) {
        print(line);
    }

    /** Logs the result of a command, also in a quiet run. */
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

    /** Logs a command that ran, in one line, and in a verbose run with its output. */
    public void ran(Host host, Output output) {
        boolean failed = !output.succeeded();
        info(
                host,
                shown(output.command()) + " (" + seconds(output.duration())
                        + (failed ? ", exit status " + output.exitStatus() : "") + ")");
        if (verbosity == Verbosity.VERBOSE) {
            printed(host, output);
        }
    }

    /**
     * Returns a command in one line, cut unless the log is verbose. The command is redacted before it is cut, because
     * the redactor does not find half a secret.
     */
    private String shown(Command command) {
        String line = redactor.redact(command.toString()).replaceAll("\\s*\n\\s*", " ");
        return verbosity == Verbosity.VERBOSE || line.length() <= LONGEST_COMMAND
                ? line
                : line.substring(0, LONGEST_COMMAND) + "…";
    }

    /** Logs the output of a command, unless it is hidden. */
    public void printed(Host host, Output output) {
        if (!output.command().isOutputHidden()) {
            printed(host, "stdout", output.stdout());
        }
        printed(host, "stderr", output.stderr());
    }

    private void printed(Host host, String stream, String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> info(host, stream, "  " + line));
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    private void print(String text) {
        print(text, null, null);
    }

    private void print(String text, @CheckForNull String host, @CheckForNull String stream) {
        redactor.redact(text).lines().map(LineSplitter::shortened).forEach(line -> {
            lines.accept(line);
            outputs.forEach(output -> output.line(new LogLine(line, host, stream)));
        });
    }
}
