package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.ExecOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands named {@code exec} have in common. */
final class ExecChoice {

    @Option(
            names = {"-i", "--interactive"},
            description = "Give the command this terminal, over ssh")
    private boolean interactive;

    @Option(names = "--raw", description = "Print what the command prints, and nothing else")
    private boolean raw;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The command, as shell text")
    private List<String> words = List.of();

    boolean raw() {
        return raw;
    }

    /** The words as one shell text, as Kamal joins them ({@code join_commands} of {@code lib/kamal/utils.rb}). */
    String command() {
        return words.stream().map(String::strip).collect(Collectors.joining(" "));
    }

    ExecOptions options(boolean reuse, boolean detach, Map<String, String> env) {
        return new ExecOptions(interactive, reuse, detach, raw, env);
    }
}
