package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.command.GrepOptions;
import io.jenkins.plugins.kamal.engine.ruby.Shellwords;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.TypeConversionException;

/**
 * Parses the options of {@code grep}, and refuses every option that makes {@code grep} read something else than the log:
 * {@code -f} reads patterns from a file of the server, {@code -r} searches its directories, a plain word is a file, and
 * beside {@code -e} the pattern of {@code --grep} would be one.
 */
final class GrepOptionCheck {

    private static final String FLAGS = "abcEFGHhIiLlnoPqsTUvwxyZz0123456789";
    private static final String WITH_NUMBER = "ABCm";

    private static final Set<String> LONG_FLAGS = Set.of(
            "--basic-regexp",
            "--byte-offset",
            "--color",
            "--colour",
            "--count",
            "--extended-regexp",
            "--files-with-matches",
            "--files-without-match",
            "--fixed-strings",
            "--ignore-case",
            "--initial-tab",
            "--invert-match",
            "--line-buffered",
            "--line-number",
            "--line-regexp",
            "--no-filename",
            "--no-ignore-case",
            "--no-messages",
            "--null",
            "--null-data",
            "--only-matching",
            "--perl-regexp",
            "--quiet",
            "--silent",
            "--text",
            "--with-filename",
            "--word-regexp");
    private static final Set<String> LONG_WITH_NUMBER =
            Set.of("--after-context", "--before-context", "--context", "--max-count");
    private static final Set<String> LONG_WITH_WORD = Set.of("--binary-files", "--color", "--colour", "--label");

    private final Iterator<String> words;

    private GrepOptionCheck(List<String> words) {
        this.words = words.iterator();
    }

    /** The options in a text that is split as a shell would split it. */
    static GrepOptions parse(String text) {
        List<String> words = Shellwords.split(text)
                .orElseThrow(() ->
                        new TypeConversionException("a quote is not closed in '" + text + "'; add the missing quote"));
        new GrepOptionCheck(words).check();
        return new GrepOptions(words);
    }

    private void check() {
        while (words.hasNext()) {
            String word = words.next();
            boolean allowed = word.startsWith("--") ? isLong(word) : word.startsWith("-") && isShort(word);
            if (!allowed) {
                throw new TypeConversionException("'" + word + "' is not among the options that only filter the log: -"
                        + FLAGS.replaceAll("\\d", "") + ", -" + String.join(" N, -", WITH_NUMBER.split(""))
                        + " N, and their long names without abbreviation. Options that read files of the server are refused;"
                        + " the pattern is the value of --grep");
            }
        }
    }

    private boolean isLong(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (LONG_WITH_NUMBER.contains(name)) {
            return isNumber(equals < 0 ? next() : word.substring(equals + 1));
        }
        return equals < 0 ? LONG_FLAGS.contains(name) : LONG_WITH_WORD.contains(name);
    }

    /** One word may hold several flags, of which only the last one can have a value: {@code -inC2}. */
    private boolean isShort(String word) {
        for (int at = 1; at < word.length(); at++) {
            char flag = word.charAt(at);
            if (WITH_NUMBER.indexOf(flag) >= 0) {
                return isNumber(at + 1 < word.length() ? word.substring(at + 1) : next());
            }
            if (FLAGS.indexOf(flag) < 0) {
                return false;
            }
        }
        return word.length() > 1;
    }

    private String next() {
        return words.hasNext() ? words.next() : "";
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,9}");
    }
}
