package io.jenkins.plugins.kamal.engine.ruby;

import java.util.Locale;

/** Ruby's {@code String#dump} for ASCII text, without the quotes around it; Kamal escapes values with it. */
public final class RubyDump {

    private static final char ESCAPE = 0x1b;
    private static final char DELETE = 0x7f;

    private RubyDump() {}

    public static String of(String ascii) {
        StringBuilder dumped = new StringBuilder();
        for (int i = 0; i < ascii.length(); i++) {
            char next = i + 1 < ascii.length() ? ascii.charAt(i + 1) : ' ';
            dumped.append(escape(ascii.charAt(i), next));
        }
        return dumped.toString();
    }

    /**
     * {@code String#dump} that leaves quotes and backslashes alone, because {@code Command} escapes them. As in Kamal, a
     * line end in a value of {@code env} or {@code labels} reaches the container as two characters.
     */
    public static String withoutQuoting(String value) {
        StringBuilder dumped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            char next = i + 1 < value.length() ? value.charAt(i + 1) : ' ';
            dumped.append(c == '"' || c == '\\' ? String.valueOf(c) : escape(c, next));
        }
        return dumped.toString();
    }

    private static String escape(char c, char next) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\f' -> "\\f";
            case 0x0b -> "\\v";
            case '\b' -> "\\b";
            case 0x07 -> "\\a";
            case ESCAPE -> "\\e";
            // "#{", "#$" and "#@" would be interpolated in a Ruby literal
            case '#' -> next == '{' || next == '$' || next == '@' ? "\\#" : "#";
            default -> c < ' ' || c == DELETE ? String.format(Locale.ROOT, "\\x%02X", (int) c) : String.valueOf(c);
        };
    }
}
