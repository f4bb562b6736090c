package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.Optional;

/**
 * The lines of a log that are printed.
 *
 * @param timestamps whether each line begins with its time
 * @param since a time or an age ({@code 42m})
 * @param lines how many of the last lines; empty for all
 * @param grep only lines that match this
 * @param grepOptions further options of grep as shell text
 * @param follow whether new lines are printed as they come
 */
public record LogOptions(
        boolean timestamps,
        Optional<String> since,
        Optional<Integer> lines,
        Optional<String> grep,
        Optional<String> grepOptions,
        boolean follow) {

    /** All lines, with their times. */
    public static final LogOptions ALL =
            new LogOptions(true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** The last lines, with their times. */
    public static LogOptions lastLines(int lines) {
        return new LogOptions(true, Optional.empty(), Optional.of(lines), Optional.empty(), Optional.empty(), false);
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
        return grep.isPresent() ? wanted.sentAs(isThere(container) + " && " + wanted.wireText()) : wanted;
    }

    /** Asked before a log is filtered, because Docker's complaint is on the output that {@code grep} reads. */
    private static String isThere(String container) {
        return Command.of("docker", "container", "inspect", container).wireText() + " > /dev/null";
    }

    private Command since(Command logs) {
        return since.map(time -> logs.with("--since", time)).orElse(logs);
    }

    private Command tail(Command logs) {
        return lines.map(count -> logs.with("--tail", count.toString())).orElse(logs);
    }

    private Command ending(Command logs) {
        return (follow ? logs.with("--follow") : logs).withShell("2>&1");
    }

    /** {@code -e} keeps grep from taking the pattern for an option. */
    private static Command grep(String pattern) {
        return pattern.startsWith("-") ? Command.of("grep", "-e", pattern) : Command.of("grep", pattern);
    }

    private Command filtered(Command logs) {
        return grep.map(pattern -> logs.stream(Arguments.shellText(grep(pattern), grepOptions)))
                .orElse(logs);
    }
}
