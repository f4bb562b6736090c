package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.event.DeployEvent;
import io.jenkins.plugins.kamal.engine.event.Events;
import io.jenkins.plugins.kamal.engine.secret.Redactor;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a run tells: a log for people, line by line, and events for whoever follows it. Everything passes the redactor.
 * Safe for use by several threads.
 */
public final class Journal {

    private static final int LONGEST_COMMAND = 160;

    private final Consumer<String> log;
    private final Consumer<String> results;
    private final Events events;
    private final Redactor redactor;
    private final Clock clock;
    private final Verbosity verbosity;

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
     * A journal that writes lines to {@code log} and events to {@code events}.
     *
     * @param results is given each line, once more, of what is shown however quiet the run is
     */
    public Journal(
            Consumer<String> log,
            Consumer<String> results,
            Events events,
            Redactor redactor,
            Clock clock,
            Verbosity verbosity) {
        this.log = log;
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
    public void info(String host, String line) {
        info("    [" + host + "] " + line);
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
        synchronized (log) {
            info(heading);
            print(text + "\n\n");
            redactor.redact(text).lines().forEach(results);
        }
    }

    /** A command that ran: always as one line, with its output where it failed or where everything is wanted. */
    public void ran(String host, Output output) {
        boolean failed = !output.succeeded();
        info(
                host,
                shown(output.command()) + " (" + seconds(output.duration())
                        + (failed ? ", exit status " + output.exitStatus() : "") + ")");
        if (verbosity == Verbosity.VERBOSE) {
            printed(host, output);
        }
    }

    /** A command in one line; the whole only where everything is wanted. */
    private String shown(Command command) {
        String line = command.toString().replaceAll("\\s*\n\\s*", " ");
        return verbosity == Verbosity.VERBOSE || line.length() <= LONGEST_COMMAND
                ? line
                : line.substring(0, LONGEST_COMMAND) + "…";
    }

    /** What a command printed, line by line. */
    public void printed(String host, Output output) {
        (output.stdout() + "\n" + output.stderr())
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> info(host, "  " + line));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    private void print(String text) {
        redactor.redact(text).lines().forEach(log);
    }
}
