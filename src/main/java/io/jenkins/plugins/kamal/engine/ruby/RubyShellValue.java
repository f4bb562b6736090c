package io.jenkins.plugins.kamal.engine.ruby;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as {@code Kamal::Utils.escape_shell_value} writes them into what {@code kamal config} prints. */
public final class RubyShellValue {

    private static final Pattern RUNS = Pattern.compile("[\\x00-\\x7F]+|[^\\x00-\\x7F]+");
    private static final Pattern DOLLAR = Pattern.compile("\\$(?!\\{[^}]*})");
    private static final Map<Character, String> ESCAPES = Map.ofEntries(
            Map.entry('"', "\\\""),
            Map.entry('\\', "\\\\"),
            Map.entry('\n', "\\n"),
            Map.entry('\r', "\\r"),
            Map.entry('\t', "\\t"),
            Map.entry('\f', "\\f"),
            Map.entry('\u000B', "\\v"),
            Map.entry('\b', "\\b"),
            Map.entry('\u0007', "\\a"),
            Map.entry('\u001B', "\\e"));

    private RubyShellValue() {}

    public static String of(String value) {
        return RUNS.matcher(value)
                .replaceAll(run ->
                        Matcher.quoteReplacement(run.group().charAt(0) < 0x80 ? quoted(run.group()) : run.group()));
    }

    private static String quoted(String ascii) {
        return DOLLAR.matcher(dumped(ascii).replace("`", "\\`")).replaceAll("\\\\\\$");
    }

    private static String dumped(String ascii) {
        StringBuilder dumped = new StringBuilder("\"");
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            char next = i + 1 < ascii.length() ? ascii.charAt(i + 1) : ' ';
            if (c == '#' && (next == '$' || next == '@' || next == '{')) {
                dumped.append("\\#");
            } else if (ESCAPES.containsKey(c)) {
                dumped.append(ESCAPES.get(c));
            } else if (c < ' ' || c == 0x7F) {
                dumped.append(String.format(Locale.ROOT, "\\x%02X", (int) c));
            } else {
                dumped.append(c);
            }
        }
        return dumped.append('"').toString();
    }
}
