package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Methods that call their block for each element. */
final class ArrayLoops {

    private ArrayLoops() {}

    static Object loop(String method, List<Object> items, MethodCall call) {
        List<Object> fixed = new ArrayList<>(items);
        Predicate<Object> holds = item -> RubyValues.truthy(call.yield(item));
        return switch (method) {
            case "each" -> {
                fixed.forEach(item -> call.yield(item));
                yield call.receiver();
            }
            case "each_with_index" -> withIndex(fixed, call);
            case "map", "collect" -> mapped(fixed, call);
            case "flat_map" -> flatMapped(fixed, call);
            case "filter_map" -> {
                List<Object> made = mapped(fixed, call);
                made.removeIf(item -> !RubyValues.truthy(item));
                yield made;
            }
            case "select", "filter" ->
                new ArrayList<>(fixed.stream().filter(holds).toList());
            case "reject" ->
                new ArrayList<>(fixed.stream().filter(holds.negate()).toList());
            case "any?" -> fixed.stream().anyMatch(holds);
            case "all?" -> fixed.stream().allMatch(holds);
            case "none?" -> fixed.stream().noneMatch(holds);
            default -> found(fixed, holds);
        };
    }

    private static Object found(List<Object> items, Predicate<Object> holds) {
        for (Object item : items) {
            if (holds.test(item)) {
                return item;
            }
        }
        return null;
    }

    private static Object withIndex(List<Object> items, MethodCall call) {
        for (int at = 0; at < items.size(); at++) {
            call.yield(items.get(at), (long) at);
        }
        return call.receiver();
    }

    private static List<Object> mapped(List<Object> items, MethodCall call) {
        List<Object> made = new ArrayList<>();
        items.forEach(item -> made.add(call.yield(item)));
        return made;
    }

    private static List<Object> flatMapped(List<Object> items, MethodCall call) {
        List<Object> flat = new ArrayList<>();
        for (Object item : mapped(items, call)) {
            flat.addAll(item instanceof List<?> list ? list : java.util.Collections.singletonList(item));
        }
        return flat;
    }
}
