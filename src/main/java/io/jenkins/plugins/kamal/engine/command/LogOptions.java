package io.jenkins.plugins.kamal.engine.command;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.shell.Command;

/**
 * Selects the lines of a log that are printed.
 *
 * @param timestamps whether each line begins with its time
 * @param since a time or an age ({@code 42m}); null for no limit
 * @param lines how many of the last lines; null for all
 * @param grep only lines that match this; null for all lines
 * @param grepOptions further options of grep; null for none
 * @param follow whether new lines are printed as they come
 */
public record LogOptions(
        boolean timestamps,
        @CheckForNull String since,
        @CheckForNull Integer lines,
        @CheckForNull String grep,
        @CheckForNull GrepOptions grepOptions,
        boolean follow) {

    private static final int DEFAULT_LINES = 100;
    private static final int DEFAULT_FOLLOWED_LINES = 10;

    /** All lines, with their times. */
    public static final LogOptions ALL = new LogOptions(true, null, null, null, null, false);

    /** The last lines, with their times. */
    public static LogOptions lastLines(int lines) {
        return new LogOptions(true, null, lines, null, null, false);
    }

    /**
     * These options, with Kamal's number of last lines if they name neither a time nor a pattern nor a number
     * ({@code logs} of {@code lib/kamal/cli/app.rb}).
     */
    public LogOptions withDefaultLines() {
        if (since != null || grep != null || lines != null) {
            return this;
        }
        int count = follow ? DEFAULT_FOLLOWED_LINES : DEFAULT_LINES;
        return new LogOptions(timestamps, null, count, null, grepOptions, follow);
    }

    /**
     * {@code docker logs} of the container whose id the given command prints
     * ({@code lib/kamal/commands/app/logging.rb}).
     */
    public Command afterXargs(Command id) {
        Command logs = Command.of("xargs", "docker", "logs");
        logs = timestamps ? logs.with("--timestamps") : logs;
        return filtered(id.pipe(ending(tail(since(logs)))));
    }

    /** {@code docker logs} of a container by name ({@code lib/kamal/commands/accessory.rb} and {@code proxy.rb}). */
    public Command of(String container) {
        Command logs = tail(since(Command.of("docker", "logs", container)));
        Command wanted = filtered(ending(timestamps ? logs.with("--timestamps") : logs));
        return grep != null ? wanted.sentAs(isThere(container) + " && " + wanted.wireText()) : wanted;
    }

    /**
     * Checks that the container exists before its log is filtered, because {@code grep} would otherwise filter out
     * Docker's error message.
     */
    private static String isThere(String container) {
        return Command.of("docker", "container", "inspect", container).wireText() + " > /dev/null";
    }

    private Command since(Command logs) {
        return since == null ? logs : logs.with("--since", since);
    }

    private Command tail(Command logs) {
        return lines == null ? logs : logs.with("--tail", lines.toString());
    }

    private Command ending(Command logs) {
        return (follow ? logs.with("--follow") : logs).withShell("2>&1");
    }

    /** {@code -e} keeps grep from taking the pattern for an option. */
    private static Command grep(String pattern) {
        return pattern.startsWith("-") ? Command.of("grep", "-e", pattern) : Command.of("grep", pattern);
    }

    private Command filtered(Command logs) {
        if (grep == null) {
            return logs;
        }
        return logs.stream(grepOptions == null ? grep(grep) : grep(grep).with(grepOptions.words()));
    }
}
