package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.command.LogOptions;
import java.util.Optional;

/**
 * Which lines of a log somebody wants to read ({@code logs} of {@code lib/kamal/cli/app.rb}).
 *
 * @param since a time or an age, if said
 * @param lines how many of the last lines, if said
 * @param grep only lines that match this, if said
 * @param grepOptions further options of grep, if said
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

    /** So many lines by default, unless a time or a pattern chooses them. */
    public LogOptions options() {
        boolean chosen = since.isPresent() || grep.isPresent();
        Optional<Integer> byDefault = chosen ? Optional.empty() : Optional.of(follow ? FOLLOWED_LINES : LINES);
        return new LogOptions(timestamps, since, lines.or(() -> byDefault), grep, grepOptions, follow);
    }
}
