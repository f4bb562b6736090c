package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.deploy.run.ExecOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What the commands named {@code exec} have in common. */
public final class ExecOption {

    @Option(
            names = {"-i", "--interactive"},
            negatable = true,
            description = "Give the command this terminal")
    private boolean interactive;

    @Option(names = "--raw", negatable = true, description = "Print what the command prints, and nothing else")
    private boolean raw;

    public boolean raw() {
        return raw;
    }

    /** The words as one shell text, as Kamal joins them ({@code join_commands} of {@code lib/kamal/utils.rb}). */
    public static String command(List<String> words) {
        return words.stream().map(String::strip).collect(Collectors.joining(" "));
    }

    public ExecOptions options(boolean reuse, boolean detach, Map<String, String> env) {
        return new ExecOptions(interactive, reuse, detach, raw, env);
    }
}
