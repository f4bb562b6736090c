package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a text into words as a shell does, without expanding anything (Ruby's {@code Shellwords}). */
final class ShellSplit {

    private static final Pattern PART = Pattern.compile(
            "\\G(?:'(?<single>[^']*)'|\"(?<both>(?:[^\"\\\\]|\\\\.)*)\"|\\\\(?<escaped>.)|(?<plain>[^\\s\\\\'\"]+)|(?<space>\\s+))",
            Pattern.DOTALL);
    private static final Pattern ESCAPED_IN_QUOTES = Pattern.compile("\\\\([$`\"\\\\\n])");

    private ShellSplit() {}

    /** The words; a {@link DeployException} where a quote is not closed. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find()) {
            end = part.end();
            if (part.group("space") != null) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
            } else {
                word = (word == null ? new StringBuilder() : word).append(value(part));
            }
        }
        if (end < text.length()) {
            throw new DeployException("A quote is not closed in the alias `" + text + "`");
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    private static String value(Matcher part) {
        if (part.group("single") != null) {
            return part.group("single");
        }
        if (part.group("both") != null) {
            return ESCAPED_IN_QUOTES.matcher(part.group("both")).replaceAll("$1");
        }
        return part.group("escaped") != null ? part.group("escaped") : part.group("plain");
    }
}
