package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.Shellwords;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Strings. */
final class StringMethods {

    private final RenderingBudget rendering;

    StringMethods(RenderingBudget rendering) {
        this.rendering = rendering;
    }

    Object call(String text, MethodCall call) {
        Object result = call.arguments().isEmpty() && call.block() == null ? alone(text, call) : given(text, call);
        if (result instanceof String made) {
            rendering.produced(made, call.place());
        } else if (result instanceof List<?> items) {
            rendering.producedElements(items.size(), call.place());
        }
        return result;
    }

    private static Object alone(String text, MethodCall call) {
        return switch (call.method()) {
            case "strip" -> lstrip(rstrip(text));
            case "lstrip" -> lstrip(text);
            case "rstrip" -> rstrip(text);
            case "chomp" -> chomp(text);
            case "chop" -> text.isEmpty() ? "" : text.substring(0, text.length() - 1);
            case "upcase" -> text.toUpperCase(Locale.ROOT);
            case "downcase" -> text.toLowerCase(Locale.ROOT);
            case "capitalize" -> capitalize(text);
            case "squish" -> text.strip().replaceAll("\\s+", " ");
            case "empty?" -> text.isEmpty();
            case "size", "length" -> (long) text.codePointCount(0, text.length());
            case "to_sym" -> new RubyValues.Symbol(text);
            case "to_i" -> integer(text, call);
            case "to_str" -> text;
            case "reverse" -> new StringBuilder(text).reverse().toString();
            case "split" -> StringSplit.blanks(text);
            case "lines" -> new ArrayList<Object>(lines(text));
            case "shellescape" -> Shellwords.escape(text);
            default -> throw call.unsupported();
        };
    }

    private Object given(String text, MethodCall call) {
        return switch (call.method()) {
            case "gsub" -> new StringReplacement(rendering).replace(text, call, true);
            case "sub" -> new StringReplacement(rendering).replace(text, call, false);
            case "split" -> StringSplit.split(text, call, rendering);
            case "start_with?" -> call.texts().stream().anyMatch(text::startsWith);
            case "end_with?" -> call.texts().stream().anyMatch(text::endsWith);
            case "include?" -> text.contains(call.text(0));
            case "match?", "=~" -> matches(text, call);
            case "delete_prefix" ->
                text.startsWith(call.text(0)) ? text.substring(call.text(0).length()) : text;
            case "delete_suffix" ->
                text.endsWith(call.text(0))
                        ? text.substring(0, text.length() - call.text(0).length())
                        : text;
            case "chomp" ->
                text.endsWith(call.text(0))
                        ? text.substring(0, text.length() - call.text(0).length())
                        : text;
            case "tr" -> StringReplacement.translate(text, call);
            case "+" -> text + call.text(0);
            case "<", ">", "<=", ">=" -> compare(text, call);
            case "%" -> Formats.format(text, formatted(call), call);
            case "*" -> repeat(text, call);
            case "[]", "slice" -> StringSlice.slice(text, call, rendering);
            case "first" -> text.substring(0, Math.min(text.length(), Math.max(0, call.number(0))));
            case "last" -> text.substring(Math.max(0, text.length() - Math.max(0, call.number(0))));
            default -> throw call.unsupported();
        };
    }

    static boolean isComparison(String method) {
        return Set.of("<", ">", "<=", ">=").contains(method);
    }

    static boolean compare(String text, MethodCall call) {
        int order = text.compareTo(call.text(0));
        return switch (call.method()) {
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            default -> order >= 0;
        };
    }

    private static List<?> formatted(MethodCall call) {
        return call.argument(0) instanceof List<?> several ? several : call.arguments();
    }

    private Object matches(String text, MethodCall call) {
        if (!(call.argument(0) instanceof Pattern pattern)) {
            throw call.unsupported();
        }
        var matcher = RubyPattern.matcher(pattern, text, rendering, call.place());
        boolean found = RubyPattern.find(matcher, call.place());
        return call.method().equals("match?") ? (Object) found : found ? (Object) (long) matcher.start() : null;
    }

    private static String repeat(String text, MethodCall call) {
        int times = call.number(0);
        if (times < 0 || (long) times * text.length() > 1 << 20) {
            throw RubyFault.error(call.place(), "a string cannot be repeated " + times + " times");
        }
        return text.repeat(times);
    }

    private static long integer(String text, MethodCall call) {
        String digits =
                lstrip(text).replaceFirst("(?s)^([+-]?[0-9][0-9_]*).*$", "$1").replace("_", "");
        if (!digits.matches("[+-]?[0-9]+")) {
            return 0;
        }
        if (digits.length() > 18) {
            throw RubyFault.unsupported(call.place(), "so large a number");
        }
        return Long.parseLong(digits);
    }

    private static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    static String chomp(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") || text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            lines.add(text.substring(from, end + 1));
            from = end + 1;
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    private static String lstrip(String text) {
        int begin = 0;
        while (begin < text.length() && isBlank(text.charAt(begin))) {
            begin++;
        }
        return text.substring(begin);
    }

    private static String rstrip(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\0' || c >= '\t' && c <= '\r';
    }
}
