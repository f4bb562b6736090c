package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyText;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hashes. */
final class HashMethods {

    Object call(MethodCall call) {
        Map<Object, Object> map = cast(call.receiver());
        return call.arguments().isEmpty() ? alone(map, call) : given(map, call);
    }

    private static Object alone(Map<Object, Object> map, MethodCall call) {
        return switch (call.method()) {
            case "each", "each_pair" -> each(map, call);
            case "map", "collect" -> ArrayLoops.loop("map", pairs(map), call);
            case "keys" -> new ArrayList<>(map.keySet());
            case "values" -> new ArrayList<>(map.values());
            case "size", "length", "count" -> (long) map.size();
            case "empty?" -> map.isEmpty();
            case "any?" -> !map.isEmpty();
            case "to_a" -> pairs(map);
            case "to_h" -> map;
            default -> throw call.unsupported();
        };
    }

    private static Object given(Map<Object, Object> map, MethodCall call) {
        Object key = call.argument(0);
        return switch (call.method()) {
            case "[]" -> map.get(key);
            case "[]=", "store" -> {
                map.put(key, call.argument(1));
                yield call.argument(1);
            }
            case "key?", "has_key?", "include?" -> map.containsKey(key);
            case "fetch" -> fetch(map, call);
            case "dig" -> dig(map, call);
            case "merge" -> {
                Map<Object, Object> both = new LinkedHashMap<>(map);
                if (!(key instanceof Map)) {
                    throw call.mismatch("a hash", 0);
                }
                both.putAll(cast(key));
                yield both;
            }
            default -> throw call.unsupported();
        };
    }

    private static Object each(Map<Object, Object> map, MethodCall call) {
        if (call.block() == null) {
            throw call.unsupported();
        }
        return ArrayLoops.loop("each", pairs(map), call);
    }

    private static List<Object> pairs(Map<Object, Object> map) {
        List<Object> pairs = new ArrayList<>();
        map.forEach((key, value) -> pairs.add(new ArrayList<>(Arrays.asList(key, value))));
        return pairs;
    }

    private static Object fetch(Map<Object, Object> map, MethodCall call) {
        Object key = call.argument(0);
        if (map.containsKey(key)) {
            return map.get(key);
        }
        if (call.block() != null) {
            return call.yield(key);
        }
        if (call.arguments().size() > 1) {
            return call.argument(1);
        }
        throw RubyFault.error(
                call.place(),
                "the hash has no key " + RubyText.inspect(key) + ": check its spelling, or give fetch a default");
    }

    private static Object dig(Map<Object, Object> map, MethodCall call) {
        Object found = map;
        for (Object key : call.arguments()) {
            if (found == null) {
                return null;
            }
            if (!(found instanceof Map)) {
                throw call.unsupported();
            }
            found = cast(found).get(key);
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> cast(Object value) {
        return (Map<Object, Object>) value;
    }
}
