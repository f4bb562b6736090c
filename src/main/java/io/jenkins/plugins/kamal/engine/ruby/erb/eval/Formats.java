package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyText;
import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code format} and {@code %} of a string. */
final class Formats {

    private static final Pattern DIRECTIVE =
            Pattern.compile("%(?:%|\\{(\\w+)}|(?:<(\\w+)>)?([-+ 0]*)(\\d{0,3})(?:\\.(\\d{1,2}))?([A-Za-z])|)");

    private Formats() {}

    static String format(String format, List<?> values, MethodCall call) {
        StringBuilder text = new StringBuilder();
        Matcher directive = DIRECTIVE.matcher(format);
        int used = 0;
        while (directive.find()) {
            String formatted;
            if (directive.group().equals("%%")) {
                formatted = "%";
            } else if (directive.group(1) != null) {
                formatted = RubyText.plain(named(directive.group(1), values, call));
            } else if (directive.group(6) == null) {
                throw unsupported(call);
            } else if (directive.group(2) != null) {
                formatted = formatted(directive, named(directive.group(2), values, call), call);
            } else if (used < values.size()) {
                formatted = formatted(directive, values.get(used++), call);
            } else {
                throw RubyFault.error(call.place(), "the format needs more values than it is given");
            }
            directive.appendReplacement(text, Matcher.quoteReplacement(formatted));
        }
        return directive.appendTail(text).toString();
    }

    private static String formatted(Matcher directive, Object value, MethodCall call) {
        String flags = directive.group(3);
        String width = directive.group(4);
        String precision = directive.group(5);
        String conversion = directive.group(6);
        Object argument =
                switch (conversion) {
                    case "s" -> RubyText.plain(value);
                    case "p" -> RubyText.inspect(value);
                    case "d", "i", "x", "o" -> whole(value, call);
                    case "f" -> decimal(value, precision == null ? 6 : Integer.parseInt(precision), call);
                    default -> throw unsupported(call);
                };
        boolean text = argument instanceof String;
        if (text && flags.matches(".*[0+ ].*") || precision != null && argument instanceof Long) {
            throw unsupported(call);
        }
        boolean padded = flags.contains("-") || flags.contains("0");
        String java = "%" + (width.isEmpty() && padded ? flags.replaceAll("[-0]", "") : flags) + width
                + (precision == null ? "" : "." + precision)
                + (text ? "s" : conversion.equals("i") ? "d" : conversion);
        try {
            return String.format(Locale.ROOT, java, argument);
        } catch (java.util.IllegalFormatException e) {
            throw unsupported(call);
        }
    }

    private static Object named(String name, List<?> values, MethodCall call) {
        if (values.size() == 1 && values.get(0) instanceof Map<?, ?> map) {
            RubyValues.Symbol key = new RubyValues.Symbol(name);
            if (map.containsKey(key)) {
                return map.get(key);
            }
            throw RubyFault.error(call.place(), "the format needs " + name + ", which the hash does not have");
        }
        throw RubyFault.error(call.place(), "a format with names needs one hash");
    }

    private static Object whole(Object value, MethodCall call) {
        if (value instanceof Long) {
            return value;
        }
        if (value instanceof Double number) {
            return (long) Math.floor(number);
        }
        if (value instanceof String text && text.matches("[+-]?(0|[1-9][0-9]{0,17})")) {
            return Long.valueOf(text);
        }
        throw RubyFault.error(call.place(), "the format needs a number, but was given " + RubyValues.type(value));
    }

    /** Rounded as C does it, from the exact value; Java's formatter rounds the shortest decimal. */
    private static Object decimal(Object value, int digits, MethodCall call) {
        if (value instanceof Number number) {
            return new BigDecimal(number.doubleValue()).setScale(digits, RoundingMode.HALF_EVEN);
        }
        throw RubyFault.error(call.place(), "the format needs a number, but was given " + RubyValues.type(value));
    }

    private static RubyFault unsupported(MethodCall call) {
        return RubyFault.unsupported(call.place(), "this format");
    }
}
