package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.deploy.run.ExecOptions;
import io.jenkins.plugins.kamal.engine.shell.Command;
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

    /**
     * The words as one shell text. The first word is shell text already, as with Kamal ({@code "bin/rails db:migrate"});
     * every further word stays one word ({@code sh -c 'a b'}), which Kamal splits.
     */
    public static String command(List<String> words) {
        String further =
                words.stream().skip(1).map(word -> " " + Command.quote(word)).collect(Collectors.joining());
        return words.get(0).strip() + further;
    }

    public ExecOptions options(boolean reuse, boolean detach, Map<String, String> env) {
        return new ExecOptions(interactive, reuse, detach, raw, env);
    }
}
