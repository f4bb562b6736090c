package io.jenkins.plugins.kamal.engine.ruby;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as text: {@code to_s}, {@code inspect}, {@code to_json}. */
public final class RubyText {

    private RubyText() {}

    public static String plain(@CheckForNull Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof RubyValues.Symbol symbol) {
            return symbol.name();
        }
        if (value instanceof ZonedDateTime time) {
            return DateTimeFormatter.ofPattern(
                            time.getZone().equals(ZoneOffset.UTC)
                                    ? "uuuu-MM-dd HH:mm:ss 'UTC'"
                                    : "uuuu-MM-dd HH:mm:ss xx")
                    .format(time);
        }
        return value instanceof String text ? text : inspect(value);
    }

    public static String inspect(@CheckForNull Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof RubyValues.Symbol symbol) {
            return ":" + symbol.name();
        }
        if (value instanceof List<?> items) {
            return items.stream().map(RubyText::inspect).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> inspect(entry.getKey()) + "=>" + inspect(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof RubyValues.Span span) {
            return span.from() + (span.exclusive() ? "..." : "..") + (span.to() == null ? "" : span.to());
        }
        return value instanceof RubyValues.Constant constant ? constant.name() : value.toString();
    }

    public static String json(@CheckForNull Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof List<?> items) {
            return items.stream().map(RubyText::json).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> jsonString(plain(entry.getKey())) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value instanceof Long || value instanceof Double || value instanceof Boolean
                ? value.toString()
                : jsonString(plain(value));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            char after = at + 1 < text.length() ? text.charAt(at + 1) : 0;
            if (c == '#' && (after == '{' || after == '$' || after == '@')) {
                quoted.append("\\#");
            } else {
                quoted.append(escape(c, "\"\\\n\t\r\u001b\b\f\u000b\u0007", "\"\\ntrebfva", "\\u%04X"));
            }
        }
        return quoted.append('"').toString();
    }

    private static String jsonString(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            json.append(escape(text.charAt(at), "\"\\\n\t\r\b\f", "\"\\ntrbf", "\\u%04x"));
        }
        return json.append('"').toString();
    }

    private static String escape(char c, String escaped, String letters, String otherwise) {
        int index = escaped.indexOf(c);
        if (index >= 0) {
            return "\\" + letters.charAt(index);
        }
        boolean control = c < ' ' || otherwise.endsWith("X") && c == '\u007f';
        return control ? (c == '\u007f' ? "\\x7F" : String.format(Locale.ROOT, otherwise, (int) c)) : String.valueOf(c);
    }
}
