package io.jenkins.plugins.kamal.engine.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.kamal.engine.cli.option.Abbreviations;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Checks commands that the documentation shows. */
public final class DocumentedCommand {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|[^\\s'\"]+");

    /** Making a command line takes longer than parsing with it. */
    private static final CommandLine ALL = CommandCompletenessTest.commandLine();

    private DocumentedCommand() {}

    /** Asserts that the command line knows the command, its options and the number of its arguments. */
    public static void check(String words) {
        assertThatCode(() -> parse(words.strip())).as("kamal " + words.strip()).doesNotThrowAnyException();
    }

    private static synchronized void parse(String words) {
        List<String> expanded = Abbreviations.expand(ALL, words(words));
        ALL.parseArgs(expanded.toArray(String[]::new));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group())
                .toList();
    }
}
