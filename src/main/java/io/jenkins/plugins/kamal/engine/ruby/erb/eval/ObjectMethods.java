package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyText;
import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The methods of every value, including Active Support's {@code present?} and its relatives. */
final class ObjectMethods {

    private static final Set<String> ALL = Set.of(
            "nil?",
            "present?",
            "blank?",
            "presence",
            "to_s",
            "inspect",
            "to_json",
            "==",
            "===",
            "freeze",
            "dup",
            "itself",
            "then",
            "is_a?");

    private ObjectMethods() {}

    static boolean has(String method, Object receiver) {
        boolean nil = receiver == null && Set.of("to_a", "to_i", "to_h", "!").contains(method);
        return ALL.contains(method) || nil;
    }

    static Object call(MethodCall call, RenderingBudget rendering) {
        Object value = call.receiver();
        return switch (call.method()) {
            case "nil?" -> value == null;
            case "present?" -> !blank(value);
            case "blank?" -> blank(value);
            case "presence" -> blank(value) ? null : value;
            case "to_s" -> RubyText.plain(value);
            case "inspect" -> RubyText.inspect(value);
            case "to_json" -> RubyText.json(value);
            case "==" -> {
                if (call.argument(0) instanceof RubyValues.Constant) {
                    throw call.unsupported();
                }
                yield equal(value, call.argument(0));
            }
            case "===" -> matches(value, call, rendering);
            case "freeze", "dup", "itself" -> value;
            case "then" -> call.yield(value);
            case "to_a" -> new java.util.ArrayList<>();
            case "to_i" -> 0L;
            default -> throw call.unsupported();
        };
    }

    private static Object matches(Object value, MethodCall call, RenderingBudget rendering) {
        if (value instanceof java.util.regex.Pattern pattern) {
            return call.argument(0) instanceof String text
                    && RubyPattern.find(RubyPattern.matcher(pattern, text, rendering, call.place()), call.place());
        }
        return equal(value, call.argument(0));
    }

    static boolean equal(Object left, Object right) {
        if (left instanceof Number a && right instanceof Number b && a.getClass() != b.getClass()) {
            return a.doubleValue() == b.doubleValue();
        }
        return Objects.equals(left, right);
    }

    static boolean blank(Object value) {
        return value == null
                || Boolean.FALSE.equals(value)
                || value instanceof String text && text.isBlank()
                || value instanceof List<?> items && items.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
    }
}
