package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.DataParser;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code YAML} and {@code JSON}, for reading. */
final class DataMethods {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final RenderingBudget rendering;
    private final FileMethods files;

    DataMethods(RenderingBudget rendering, FileMethods files) {
        this.rendering = rendering;
        this.files = files;
    }

    Object yaml(MethodCall call) {
        String text =
                switch (call.method()) {
                    case "load_file", "safe_load_file" -> files.read(call);
                    case "load", "safe_load" -> call.text(0);
                    default -> throw call.unsupported();
                };
        return parsed("YAML", text, rendering.agent().yaml(), call);
    }

    Object json(MethodCall call) {
        return switch (call.method()) {
            case "parse" -> parsed("JSON", call.text(0), DataMethods::parseJson, call);
            case "load_file" -> parsed("JSON", files.read(call), DataMethods::parseJson, call);
            default -> throw call.unsupported();
        };
    }

    private Object parsed(String kind, String text, DataParser parser, MethodCall call) {
        rendering.looks(text.length(), call.place());
        try {
            Object value = parser.parse(text);
            return call.option("symbolize_names") ? symbolized(value) : value;
        } catch (IllegalArgumentException e) {
            throw RubyFault.error(call.place(), "this text cannot be read as " + kind + ": " + e.getMessage());
        }
    }

    private static Object symbolized(Object value) {
        if (value instanceof List<?> items) {
            List<Object> all = new ArrayList<>();
            items.forEach(item -> all.add(symbolized(item)));
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((key, item) ->
                    all.put(key instanceof String name ? new RubyValues.Symbol(name) : key, symbolized(item)));
            return all;
        }
        return value;
    }

    private static Object parseJson(String text) {
        try {
            return value(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("line " + e.getLocation().getLineNr(), e);
        }
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            Map<Object, Object> map = new LinkedHashMap<>();
            node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return items;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.canConvertToLong() && node.isIntegralNumber()) {
            return node.longValue();
        }
        if (node.isFloatingPointNumber()) {
            return node.doubleValue();
        }
        if (node.isNull()) {
            return null;
        }
        throw new IllegalArgumentException("a number is too large, or there is nothing");
    }
}
