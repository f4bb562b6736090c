package io.jenkins.plugins.kamal.engine.shell;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One word of a {@link Command}, with the three texts that it has: in the line as Kamal writes it, in the line that a
 * shell is given, and in the line that people see.
 *
 * @param prefix stands before the text, outside the quotes
 * @param shown the part of the shell text that people may see, if they must not see all of it
 * @param sent the text that a shell is given instead, if it differs
 */
record CommandWord(
        String prefix,
        String text,
        Kind kind,
        @CheckForNull String shown,
        @CheckForNull String sent) {

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern DOLLAR_WITHOUT_BRACES = Pattern.compile("\\$(?!\\{[^}]*\\})");

    /** How a shell treats a word. */
    enum Kind {
        LITERAL,
        EXPANDABLE,
        SHELL
    }

    /** A word that is passed on unchanged. */
    static CommandWord literal(String text) {
        return new CommandWord("", Objects.requireNonNull(text), Kind.LITERAL, null, null);
    }

    /** A word that is passed on unchanged, with the text that people see and the one that a shell is given. */
    static CommandWord literal(String text, String shown, String sent) {
        return new CommandWord(
                "", text, Kind.LITERAL, shown.equals(text) ? null : quote(shown), sent.equals(text) ? null : sent);
    }

    /** A word in which a shell expands <code>${…}</code>. */
    static CommandWord expandable(String prefix, String value) {
        return new CommandWord(prefix, value, Kind.EXPANDABLE, null, null);
    }

    /** An expandable word whose value people do not see. */
    static CommandWord hidden(String prefix, String value) {
        return new CommandWord(prefix, value, Kind.EXPANDABLE, prefix + Secret.REDACTION, null);
    }

    /** Raw shell text. */
    static CommandWord shell(String text) {
        return new CommandWord("", text, Kind.SHELL, null, null);
    }

    /** Raw shell text, with the text that people see and the one that a shell is given. */
    static CommandWord shell(String text, String shown, String sent) {
        return new CommandWord(
                "", text, Kind.SHELL, shown.equals(text) ? null : shown, sent.equals(text) ? null : sent);
    }

    boolean isShell() {
        return kind == Kind.SHELL;
    }

    /** The word in the line that people see. */
    String shownText() {
        return shown == null ? shellText() : shown;
    }

    /** The word in the line as Kamal writes it. */
    String shellText() {
        return inShell(text);
    }

    /** The word in the line that a shell is given. */
    String wireText() {
        return inShell(sentText());
    }

    /** The word for running a program without a shell. */
    String argument() {
        return prefix + sentText();
    }

    private String sentText() {
        return sent == null ? text : sent;
    }

    private String inShell(String content) {
        return switch (kind) {
            case LITERAL -> quote(content);
            case EXPANDABLE -> prefix + doubleQuote(content);
            case SHELL -> content;
        };
    }

    /** A word, in single quotes if it needs them. */
    static String quote(String word) {
        return NEEDS_NO_QUOTES.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String doubleQuote(String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("`", "\\`");
        return '"' + DOLLAR_WITHOUT_BRACES.matcher(escaped).replaceAll("\\\\\\$") + '"';
    }
}
