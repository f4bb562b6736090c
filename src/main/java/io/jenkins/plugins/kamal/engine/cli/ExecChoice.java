package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.ExecOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What the commands named {@code exec} have in common. */
final class ExecChoice {

    @Option(
            names = {"-i", "--interactive"},
            negatable = true,
            description = "Give the command this terminal")
    private boolean interactive;

    @Option(names = "--raw", negatable = true, description = "Print what the command prints, and nothing else")
    private boolean raw;

    boolean raw() {
        return raw;
    }

    /** The words as one shell text, as Kamal joins them ({@code join_commands} of {@code lib/kamal/utils.rb}). */
    static String command(List<String> words) {
        return words.stream().map(String::strip).collect(Collectors.joining(" "));
    }

    ExecOptions options(boolean reuse, boolean detach, Map<String, String> env) {
        return new ExecOptions(interactive, reuse, detach, raw, env);
    }
}
