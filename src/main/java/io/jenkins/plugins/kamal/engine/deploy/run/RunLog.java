package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.output.LogLine;
import io.jenkins.plugins.kamal.engine.output.LogOutput;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.Events;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a run tells: a log for people, line by line, and events for whoever follows it. Everything passes the redactor.
 * Safe for use by several threads.
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

    /** How much of what happens is logged. */
    public enum Verbosity {
        /** Only failures and what a command prints as its result. */
        QUIET,
        /** Phases and the commands on servers. */
        NORMAL,
        /** The outputs of these commands too. */
        VERBOSE
    }

    /**
     * A log that writes lines to {@code lines} and events to {@code events}.
     *
     * @param results is given each line, once more, of what is shown however quiet the run is
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

    /** From now on the log goes there, too. */
    public void copyTo(LogOutput output) {
        outputs.add(output);
    }

    /** From now on it does not. */
    public void copyNoMoreTo(LogOutput output) {
        outputs.remove(output);
    }

    /** Whether everything is wanted. */
    public boolean isVerbose() {
        return verbosity == Verbosity.VERBOSE;
    }

    /** What knows the secrets of this run. */
    public Redactor redactor() {
        return redactor;
    }

    /** Tells an event. */
    public void tell(DeployEvent event) {
        events.tell(event);
    }

    /** Does a part of the work under a heading, and tells how long it took. */
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

    /** Does a part of the work under a heading, and tells how long it took. */
    public void phase(String name, Runnable work) {
        phase(name, () -> {
            work.run();
            return null;
        });
    }

    /** A line for people. */
    public void info(String line) {
        if (verbosity != Verbosity.QUIET) {
            print(line);
        }
    }

    /** A line about a host. */
    public void info(Host host, String line) {
        info(host, Optional.empty(), line);
    }

    private void info(Host host, Optional<String> stream, String line) {
        if (verbosity != Verbosity.QUIET) {
            print("    [" + host + "] " + line, Optional.of(host.toString()), stream);
        }
    }

    /** A line that is shown however quiet the run is. */
    public void important(String line) {
        print(line);
        redactor.redact(line).lines().forEach(results);
    }

    /**
     * A result that somebody asked for, with an empty line after it; the heading is left out where the run is quiet.
     */
    public void result(String heading, String text) {
        synchronized (lines) {
            info(heading);
            print(text + "\n\n");
            redactor.redact(text).lines().forEach(results);
        }
    }

    /** A command that ran: always as one line, with its output where it failed or where everything is wanted. */
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

    /** A command in one line, cut unless the log is verbose. It is redacted first: half a secret is found no more. */
    private String shown(Command command) {
        String line = redactor.redact(command.toString()).replaceAll("\\s*\n\\s*", " ");
        return verbosity == Verbosity.VERBOSE || line.length() <= LONGEST_COMMAND
                ? line
                : line.substring(0, LONGEST_COMMAND) + "…";
    }

    /** What a command printed, line by line. */
    public void printed(Host host, Output output) {
        printed(host, "stdout", output.stdout());
        printed(host, "stderr", output.stderr());
    }

    private void printed(Host host, String stream, String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> info(host, Optional.of(stream), "  " + line));
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    private void print(String text) {
        print(text, Optional.empty(), Optional.empty());
    }

    private void print(String text, Optional<String> host, Optional<String> stream) {
        redactor.redact(text).lines().forEach(line -> {
            lines.accept(line);
            outputs.forEach(output -> output.line(new LogLine(line, host, stream)));
        });
    }
}
