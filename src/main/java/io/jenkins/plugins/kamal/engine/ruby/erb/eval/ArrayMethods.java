package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyText;
import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Arrays, and ranges as the arrays of their numbers. */
final class ArrayMethods {

    private static final int LONGEST_RANGE = 10_000;
    private static final Set<String> LOOPS = Set.of(
            "each",
            "each_with_index",
            "map",
            "collect",
            "flat_map",
            "select",
            "filter",
            "reject",
            "any?",
            "all?",
            "none?",
            "find",
            "detect",
            "filter_map");

    private final RenderingBudget rendering;

    ArrayMethods(RenderingBudget rendering) {
        this.rendering = rendering;
    }

    Object call(MethodCall call) {
        List<Object> items =
                call.receiver() instanceof RubyValues.Span span ? numbers(span, call) : castList(call.receiver());
        Object result;
        if (call.block() != null && LOOPS.contains(call.method())) {
            result = ArrayLoops.loop(call.method(), items, call);
        } else {
            result = call.arguments().isEmpty() ? alone(items, call) : given(items, call);
        }
        rendering.producedElements(result instanceof List<?> made ? made.size() : 0, call.place());
        return result instanceof String text ? rendering.produced(text, call.place()) : result;
    }

    private Object alone(List<Object> items, MethodCall call) {
        return switch (call.method()) {
            case "first" -> items.isEmpty() ? null : items.get(0);
            case "last" -> items.isEmpty() ? null : items.get(items.size() - 1);
            case "size", "length", "count" -> (long) items.size();
            case "empty?" -> items.isEmpty();
            case "any?" -> items.stream().anyMatch(RubyValues::truthy);
            case "none?" -> items.stream().noneMatch(RubyValues::truthy);
            case "join" -> join(items, "", call.place());
            case "to_a", "each" -> items;
            case "uniq" -> new ArrayList<>(new LinkedHashSet<>(items));
            case "compact" -> without(items, Collections.singletonList(null));
            case "compact_blank" ->
                new ArrayList<>(items.stream()
                        .filter(item -> !ObjectMethods.blank(item))
                        .toList());
            case "flatten" -> flatten(items, 0, call);
            case "reverse" -> reversed(items);
            case "sort" -> sorted(items, call);
            default -> throw call.unsupported();
        };
    }

    private Object given(List<Object> items, MethodCall call) {
        Object argument = call.argument(0);
        return switch (call.method()) {
            case "[]" -> slice(items, call);
            case "first" -> new ArrayList<>(items.subList(0, Math.min(items.size(), Math.max(0, call.number(0)))));
            case "last" ->
                new ArrayList<>(items.subList(Math.max(0, items.size() - Math.max(0, call.number(0))), items.size()));
            case "include?" -> items.stream().anyMatch(item -> ObjectMethods.equal(item, argument));
            case "join" -> join(items, call.text(0), call.place());
            case "<<", "push", "append" -> {
                items.addAll(call.arguments());
                yield items;
            }
            case "+", "concat" -> {
                List<Object> both = new ArrayList<>(items);
                both.addAll(castList(argument(argument, call)));
                yield both;
            }
            case "-" -> minus(items, castList(argument(argument, call)), call.place());
            default -> throw call.unsupported();
        };
    }

    private static Object slice(List<Object> items, MethodCall call) {
        if (call.argument(0) instanceof RubyValues.Span span) {
            int first = span.first(items.size());
            return first < 0
                    ? null
                    : new ArrayList<>(items.subList(first, Math.max(first, span.last(items.size()) + 1)));
        }
        if (call.arguments().size() > 1) {
            throw call.unsupported();
        }
        int index = call.number(0) < 0 ? call.number(0) + items.size() : call.number(0);
        return index < 0 || index >= items.size() ? null : items.get(index);
    }

    private static Object argument(Object value, MethodCall call) {
        if (!(value instanceof List)) {
            throw call.mismatch("an array", 0);
        }
        return value;
    }

    private List<Object> minus(List<Object> items, List<Object> others, RubyPosition place) {
        rendering.looks((long) items.size() * others.size(), place);
        return without(items, others);
    }

    private static List<Object> without(List<Object> items, List<Object> others) {
        return new ArrayList<>(
                items.stream().filter(item -> !others.contains(item)).toList());
    }

    private static List<Object> reversed(List<Object> items) {
        List<Object> reversed = new ArrayList<>(items);
        Collections.reverse(reversed);
        return reversed;
    }

    private static List<Object> sorted(List<Object> items, MethodCall call) {
        boolean strings = items.stream().allMatch(String.class::isInstance);
        if (!strings && !items.stream().allMatch(Long.class::isInstance)) {
            throw call.unsupported();
        }
        List<Object> sorted = new ArrayList<>(items);
        sorted.sort(strings ? Comparator.comparing(String.class::cast) : Comparator.comparing(Long.class::cast));
        return sorted;
    }

    private String join(List<Object> items, String separator, RubyPosition place) {
        rendering.produced((long) separator.length() * items.size(), place);
        return items.stream()
                .map(item -> item instanceof List ? join(castList(item), separator, place) : RubyText.plain(item))
                .collect(Collectors.joining(separator));
    }

    private static List<Object> flatten(List<Object> items, int depth, MethodCall call) {
        if (depth > 50) {
            throw RubyFault.error(call.place(), "arrays nested more than 50 deep");
        }
        List<Object> flat = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof List) {
                flat.addAll(flatten(castList(item), depth + 1, call));
            } else {
                flat.add(item);
            }
        }
        return flat;
    }

    private static List<Object> numbers(RubyValues.Span span, MethodCall call) {
        Long last = span.to();
        if (last == null || last - span.from() > LONGEST_RANGE || last - span.from() < -1L << 40) {
            throw RubyFault.error(call.place(), "a range of more than " + LONGEST_RANGE + " numbers");
        }
        List<Object> numbers = new ArrayList<>();
        for (long number = span.from(); span.exclusive() ? number < last : number <= last; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    @SuppressWarnings("unchecked")
    static List<Object> castList(Object value) {
        return (List<Object>) value;
    }
}
