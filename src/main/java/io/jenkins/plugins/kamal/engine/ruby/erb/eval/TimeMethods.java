package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Time}: now, its parts, and {@code strftime}. */
final class TimeMethods {

    private static final Pattern DIRECTIVE = Pattern.compile("%(-?)([A-Za-z%]?)");

    /** Java's patterns for the directives of {@code strftime}; {@code %-d} removes leading zeros. */
    private static final Map<String, String> PATTERNS = Map.ofEntries(
            Map.entry("Y", "uuuu"),
            Map.entry("y", "uu"),
            Map.entry("m", "MM"),
            Map.entry("d", "dd"),
            Map.entry("H", "HH"),
            Map.entry("I", "hh"),
            Map.entry("M", "mm"),
            Map.entry("S", "ss"),
            Map.entry("L", "SSS"),
            Map.entry("N", "SSSSSSSSS"),
            Map.entry("j", "DDD"),
            Map.entry("p", "a"),
            Map.entry("a", "EEE"),
            Map.entry("A", "EEEE"),
            Map.entry("b", "MMM"),
            Map.entry("B", "MMMM"),
            Map.entry("u", "e"),
            Map.entry("z", "xx"),
            Map.entry("F", "uuuu-MM-dd"),
            Map.entry("T", "HH:mm:ss"),
            Map.entry("R", "HH:mm"));

    private TimeMethods() {}

    /** {@code Time.now} and {@code Time.at}. */
    static Object module(MethodCall call) {
        return switch (call.method()) {
            case "now", "current" -> ZonedDateTime.now();
            case "at" -> at(call);
            default -> throw call.unsupported();
        };
    }

    private static ZonedDateTime at(MethodCall call) {
        if (call.argument(0) instanceof Long seconds && Math.abs(seconds) < 1L << 40) {
            return Instant.ofEpochSecond(seconds).atZone(ZoneId.systemDefault());
        }
        throw call.unsupported();
    }

    static Object call(ZonedDateTime time, MethodCall call) {
        return switch (call.method()) {
            case "to_i" -> time.toEpochSecond();
            case "to_f" -> time.toEpochSecond() + time.getNano() / 1e9;
            case "utc", "getutc", "gmtime" -> time.withZoneSameInstant(ZoneOffset.UTC);
            case "year" -> (long) time.getYear();
            case "month", "mon" -> (long) time.getMonthValue();
            case "day", "mday" -> (long) time.getDayOfMonth();
            case "hour" -> (long) time.getHour();
            case "min" -> (long) time.getMinute();
            case "sec" -> (long) time.getSecond();
            case "strftime" -> format(time, call);
            case "iso8601", "xmlschema" ->
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.truncatedTo(ChronoUnit.SECONDS));
            default -> throw call.unsupported();
        };
    }

    private static String format(ZonedDateTime time, MethodCall call) {
        StringBuilder text = new StringBuilder();
        Matcher directive = DIRECTIVE.matcher(call.text(0));
        while (directive.find()) {
            directive.appendReplacement(
                    text, Matcher.quoteReplacement(formatted(time, directive.group(2), directive.group(1), call)));
        }
        return directive.appendTail(text).toString();
    }

    private static String formatted(ZonedDateTime time, String directive, String minus, MethodCall call) {
        if (directive.equals("%")) {
            return "%";
        }
        if (directive.equals("s")) {
            return String.valueOf(time.toEpochSecond());
        }
        String pattern = PATTERNS.get(directive);
        if (pattern == null) {
            throw RubyFault.unsupported(call.place(), "the directive %" + directive + " of strftime");
        }
        String text = directive.equals("u")
                ? String.valueOf(time.getDayOfWeek().getValue())
                : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
        return minus.isEmpty() ? text : text.replaceFirst("^0+(?=.)", "");
    }
}
