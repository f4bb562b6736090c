package io.jenkins.plugins.kamal.engine.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.kamal.engine.cli.option.Abbreviations;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Checks commands that the documentation shows. */
public final class DocumentedCommand {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|[^\\s'\"]+");

    private DocumentedCommand() {}

    /** Asserts that the command line knows the command, its options and the number of its arguments. */
    public static void check(String words) {
        assertThatCode(() -> parse(words.strip())).as("kamal " + words.strip()).doesNotThrowAnyException();
    }

    private static void parse(String words) {
        CommandLine commandLine = CommandCompletenessTest.commandLine();
        List<String> expanded = Abbreviations.expand(commandLine, words(words));
        commandLine.parseArgs(expanded.toArray(String[]::new));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group())
                .toList();
    }
}
