package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.command.LogOptions;
import java.util.Optional;

/**
 * The lines of a log that a user wants to read ({@code logs} of {@code lib/kamal/cli/app.rb}).
 *
 * @param since a time or an age
 * @param lines how many of the last lines
 * @param grep only lines that match this
 * @param grepOptions further options of grep
 * @param timestamps whether each line begins with its time
 * @param follow whether new lines are printed as they come
 */
public record LogRequest(
        Optional<String> since,
        Optional<Integer> lines,
        Optional<String> grep,
        Optional<String> grepOptions,
        boolean timestamps,
        boolean follow) {

    private static final int LINES = 100;
    private static final int FOLLOWED_LINES = 10;

    /** The options of the log command. Without a time, a pattern or a number, the last lines are printed. */
    public LogOptions options() {
        boolean chosen = since.isPresent() || grep.isPresent();
        Optional<Integer> byDefault = chosen ? Optional.empty() : Optional.of(follow ? FOLLOWED_LINES : LINES);
        return new LogOptions(timestamps, since, lines.or(() -> byDefault), grep, grepOptions, follow);
    }
}
