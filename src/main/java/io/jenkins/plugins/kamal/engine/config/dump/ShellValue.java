package io.jenkins.plugins.kamal.engine.config.dump;

import io.jenkins.plugins.kamal.engine.ruby.RubyDump;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Escapes the values that {@code kamal config} prints ({@code Kamal::Utils.escape_shell_value}). */
final class ShellValue {

    private static final Pattern RUNS = Pattern.compile("[\\x00-\\x7F]+|[^\\x00-\\x7F]+");
    private static final Pattern DOLLAR = Pattern.compile("\\$(?!\\{[^}]*})");

    private ShellValue() {}

    static String of(String value) {
        return RUNS.matcher(value)
                .replaceAll(run ->
                        Matcher.quoteReplacement(run.group().charAt(0) < 0x80 ? quoted(run.group()) : run.group()));
    }

    private static String quoted(String ascii) {
        String dumped = "\"" + RubyDump.of(ascii) + "\"";
        return DOLLAR.matcher(dumped.replace("`", "\\`")).replaceAll("\\\\\\$");
    }
}
