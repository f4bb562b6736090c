package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import java.util.ArrayList;
import java.util.List;

/** Words of a command line as Ruby's Shellwords splits and escapes them. */
public final class ShellWords {

    private final String line;
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    /** The words, without their quotes and escapes. */
    public static List<String> split(String line) {
        ShellWords words = new ShellWords(line);
        List<String> found = new ArrayList<>();
        while (words.skipBlanks()) {
            found.add(words.word());
        }
        return found;
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
        if (at == line.length()) {
            throw new SecretsException("a quote in a `kamal secrets` command is not closed: add the missing " + quote);
        }
        at++;
    }

    private static boolean isBlank(char c) {
        return AssignmentScanner.isSpace(c);
    }
}
