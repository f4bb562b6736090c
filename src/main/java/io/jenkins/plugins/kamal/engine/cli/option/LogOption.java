package io.jenkins.plugins.kamal.engine.cli.option;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.GrepOptions;
import io.jenkins.plugins.kamal.engine.command.LogOptions;
import picocli.CommandLine.Option;

/** The options that all {@code logs} commands share. */
public final class LogOption {

    @Option(
            names = {"-s", "--since"},
            paramLabel = "TIME",
            description = "Print lines since a time (2013-01-02T13:23:37Z) or for a duration (42m)")
    @CheckForNull
    private String since;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "NUMBER",
            converter = CountConverter.class,
            description = "The number of lines to print from the end of each server's log")
    @CheckForNull
    private Integer lines;

    @Option(
            names = {"-g", "--grep"},
            paramLabel = "PATTERN",
            description = "Print only lines that match")
    @CheckForNull
    private String grep;

    @Option(
            names = {"--grep-options", "--grep_options"},
            paramLabel = "OPTIONS",
            description = "Additional options for grep")
    @CheckForNull
    private GrepOptions grepOptions;

    @Option(
            names = {"-f", "--follow"},
            description = "Keep printing new lines from the primary host")
    private boolean follow;

    @Option(
            names = {"-T", "--skip-timestamps", "--skip_timestamps"},
            negatable = true,
            description = "Do not print the time of each line")
    private boolean skipTimestamps;

    public boolean follow() {
        return follow;
    }

    public LogOptions request() {
        return new LogOptions(!skipTimestamps, since, lines, grep, grepOptions, follow);
    }
}
