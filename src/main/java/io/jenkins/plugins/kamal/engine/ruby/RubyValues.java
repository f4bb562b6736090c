package io.jenkins.plugins.kamal.engine.ruby;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * The values of Ruby that Java has no type for. Strings, whole numbers, decimals, booleans, nil, arrays and hashes are
 * String, Long, Double, Boolean, null, List and Map.
 */
public final class RubyValues {

    private RubyValues() {}

    /** {@code :name}. */
    public record Symbol(String name) {}

    /** {@code &:name} among the arguments of a call. */
    public record BlockSymbol(String name) {}

    /** {@code from..to}; {@code to} is null if the range is open. */
    public record Span(long from, @CheckForNull Long to, boolean exclusive) {

        /** The last one inside, for a list of this length. */
        public int last(int length) {
            long end = to == null ? length - 1L : to < 0 ? to + length : to;
            return (int) Math.max(-1, Math.min(length - 1L, to != null && exclusive ? end - 1 : end));
        }

        /** The first one inside, for a list of this length; negative if there is none. */
        public int first(int length) {
            long begin = from < 0 ? from + length : from;
            return (int) (begin > length ? -1 : begin);
        }
    }

    /** {@code ENV}, {@code File}. */
    public record Constant(String name) {}

    /** A block that can be called. */
    @FunctionalInterface
    public interface Closure {

        /** Calls it; too few arguments are nil, and a single array fills several parameters. */
        Object call(List<Object> arguments);
    }

    /** Whether a condition holds: everything but nil and false. */
    public static boolean truthy(Object value) {
        return value != null && !Boolean.FALSE.equals(value);
    }

    /** The name of a value's class, for messages. */
    public static String type(Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof List) {
            return "an array";
        }
        if (value instanceof java.util.Map) {
            return "a hash";
        }
        if (value instanceof Constant constant) {
            return constant.name();
        }
        return value instanceof String ? "a string" : value instanceof Boolean ? value.toString() : "a number";
    }
}
