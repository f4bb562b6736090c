package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.deploy.run.ExecOptions;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that all {@code exec} commands share. */
public final class ExecOption {

    @Option(
            names = {"-i", "--interactive"},
            negatable = true,
            description = "Connect the command to this terminal")
    private boolean interactive;

    @Option(names = "--raw", negatable = true, description = "Print only the output of the command")
    private boolean raw;

    public boolean raw() {
        return raw;
    }

    /**
     * Joins the words to one shell text. The first word already is shell text, as in Kamal ({@code "bin/rails
     * db:migrate"}). Every further word stays one word ({@code sh -c 'a b'}), whereas Kamal splits it.
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
