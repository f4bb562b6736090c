package io.jenkins.plugins.kamal.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.LogOptions;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the commands named {@code logs} have in common. */
final class LogChoice {

    private static final int LINES = 100;
    private static final int FOLLOWED_LINES = 10;

    @Option(
            names = {"-s", "--since"},
            paramLabel = "TIME",
            description = "Lines since a time (2013-01-02T13:23:37Z) or an age (42m)")
    @CheckForNull
    private String since;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "NUMBER",
            description = "So many of the last lines of each server")
    @CheckForNull
    private Integer lines;

    @Option(
            names = {"-g", "--grep"},
            paramLabel = "PATTERN",
            description = "Only lines that match")
    @CheckForNull
    private String grep;

    @Option(
            names = {"--grep-options", "--grep_options"},
            paramLabel = "OPTIONS",
            description = "Further options of grep")
    @CheckForNull
    private String grepOptions;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with new lines, of the primary host")
    private boolean follow;

    @Option(
            names = {"-T", "--skip-timestamps", "--skip_timestamps"},
            description = "Without the time of each line")
    private boolean skipTimestamps;

    boolean follow() {
        return follow;
    }

    /** The options; so many lines by default, unless a time or a pattern chooses them ({@code logs} of {@code lib/kamal/cli/app.rb}). */
    LogOptions options() {
        boolean chosen = since != null || grep != null;
        Optional<Integer> byDefault = chosen ? Optional.empty() : Optional.of(follow ? FOLLOWED_LINES : LINES);
        return new LogOptions(
                !skipTimestamps,
                follow ? Optional.empty() : Optional.ofNullable(since),
                Optional.ofNullable(lines).or(() -> byDefault),
                Optional.ofNullable(grep),
                Optional.ofNullable(grepOptions),
                follow);
    }
}
