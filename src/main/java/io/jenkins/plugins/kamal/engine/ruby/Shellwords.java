package io.jenkins.plugins.kamal.engine.ruby;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits and escapes the words of a command line as Ruby's {@code Shellwords} does. Nothing is expanded. */
public final class Shellwords {

    private final String line;
    private int at;
    private boolean unclosed;

    private Shellwords(String line) {
        this.line = line;
    }

    /** The words of a line without their quotes and escapes; empty if a quote is not closed. */
    public static Optional<List<String>> split(String line) {
        Shellwords words = new Shellwords(line);
        List<String> found = new ArrayList<>();
        while (words.skipBlanks()) {
            found.add(words.word());
        }
        return words.unclosed ? Optional.empty() : Optional.of(List.copyOf(found));
    }

    /** One word that a shell, and {@link #split}, reads as this text. */
    public static String escape(String text) {
        return text.isEmpty()
                ? "''"
                : text.replaceAll("[^A-Za-z0-9_\\-.,:+/@\\n]", "\\\\$0").replace("\n", "'\n'");
    }

    private boolean skipBlanks() {
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at < line.length();
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (at < line.length() && !isBlank(line.charAt(at))) {
            char c = line.charAt(at++);
            if (c == '\'' || c == '"') {
                quoted(c, word);
            } else if (c == '\\' && at < line.length()) {
                word.append(line.charAt(at++));
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    private void quoted(char quote, StringBuilder word) {
        while (at < line.length() && line.charAt(at) != quote) {
            boolean escape = quote == '"'
                    && line.charAt(at) == '\\'
                    && at + 1 < line.length()
                    && "$`\"\\\n".indexOf(line.charAt(at + 1)) >= 0;
            at += escape ? 1 : 0;
            word.append(line.charAt(at++));
        }
        unclosed |= at == line.length();
        at++;
    }

    /** Ruby's {@code \s}. */
    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
