package io.jenkins.plugins.kamal.engine.lab.docker.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Go's templates that {@code --format} is used with: fields, {@code if}/{@code else}, {@code range} and the
 * functions {@code json}, {@code index}, {@code len}, {@code eq}, {@code ne}, {@code println}, {@code lower},
 * {@code upper}. The rest is refused.
 */
public final class GoTemplate {

    private static final Pattern TOKEN = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?\\}\\}", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|\\([^()]*\\)|(\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fields whose names in Docker's Go types are others than in its JSON; both can be used. */
    private static final Map<String, String> GO_NAMES = Map.of("ID", "Id", "NanoCPUs", "NanoCpus");

    /** A map of which Go knows the keys only at run time: a missing one is no error. */
    public static final class Labels extends TreeMap<String, Object> {
        private static final long serialVersionUID = 1;

        public Labels(Map<String, String> labels) {
            putAll(labels);
        }
    }

    private static final Set<String> KNOWN =
            Set.of("json", "len", "index", "eq", "ne", "println", "lower", "upper", "end", "else", ".Label");

    private final List<String> parts = new ArrayList<>();
    private final List<Boolean> actions = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private int at;

    private GoTemplate(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int from = 0;
        while (matcher.find()) {
            add(text.substring(from, matcher.start()), false);
            add(matcher.group(1), true);
            from = matcher.end();
        }
        add(text.substring(from), false);
    }

    /** Fills in a template; a field that is not there ends the call as it does in Docker. */
    public static String fill(String template, Object data) {
        GoTemplate run = new GoTemplate(template);
        run.block(data, true);
        return run.out.toString();
    }

    /** Refuses a template that could not be filled in, where there is nothing yet to fill it with. */
    static void check(String template) {
        new GoTemplate(template);
    }

    private void add(String part, boolean action) {
        if (action) {
            String first = part.replaceFirst("^(if|range) ", "").split("\\s")[0];
            if (!KNOWN.contains(first) && !first.startsWith(".")) {
                throw DockerFailure.unknown("the template {{" + part + "}}");
            }
        }
        parts.add(part);
        actions.add(action);
    }

    /** Runs up to the {@code else} or {@code end} that belongs to this block, and returns which of them it was. */
    private String block(Object dot, boolean live) {
        while (at < parts.size()) {
            String part = parts.get(at);
            boolean action = actions.get(at++);
            if (!action) {
                out.append(live ? part : "");
            } else if (part.equals("end") || part.equals("else")) {
                return part;
            } else if (part.startsWith("if ")) {
                branch(part.substring(3), dot, live);
            } else if (part.startsWith("range ")) {
                loop(part.substring(6), dot, live);
            } else if (live) {
                out.append(print(evaluate(part, dot)));
            }
        }
        return "";
    }

    private void branch(String condition, Object dot, boolean live) {
        boolean chosen = live && truth(evaluate(condition, dot));
        if (block(dot, chosen).equals("else")) {
            block(dot, live && !chosen);
        }
    }

    private void loop(String list, Object dot, boolean live) {
        if (list.contains("$")) {
            throw DockerFailure.unknown("variables in a template: {{range " + list + "}}");
        }
        Object value = live ? evaluate(list, dot) : List.of();
        Collection<?> items =
                value instanceof Map<?, ?> map ? map.values() : value == null ? List.of() : (Collection<?>) value;
        int start = at;
        for (Object item : items) {
            at = start;
            block(item, true);
        }
        if (items.isEmpty()) {
            block(dot, false);
        }
    }

    private Object evaluate(String expression, Object dot) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(expression);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        String first = words.get(0);
        if (words.size() == 1 && !first.equals("println")) {
            return operand(first, dot);
        }
        List<Object> arguments = words.subList(1, words.size()).stream()
                .map(word -> operand(word, dot))
                .collect(ArrayList::new, List::add, List::addAll);
        return call(first, arguments, expression, dot);
    }

    private Object call(String function, List<Object> arguments, String expression, Object dot) {
        Object first = arguments.isEmpty() ? "" : arguments.get(0);
        return switch (function) {
            case "json" -> json(first);
            case "len" ->
                first == null ? 0 : first instanceof Map<?, ?> map ? map.size() : ((Collection<?>) first).size();
            case "index" -> index(first, arguments.get(1), expression);
            case "eq" -> String.valueOf(first).equals(String.valueOf(arguments.get(1)));
            case "ne" -> !String.valueOf(first).equals(String.valueOf(arguments.get(1)));
            case "println" -> print(first) + "\n";
            case "lower" -> String.valueOf(first).toLowerCase(Locale.ROOT);
            case "upper" -> String.valueOf(first).toUpperCase(Locale.ROOT);
            case ".Label" -> label(dot).apply(String.valueOf(first));
            default -> throw DockerFailure.unknown("the template {{" + expression + "}}");
        };
    }

    @SuppressWarnings("unchecked")
    private static UnaryOperator<String> label(Object dot) {
        return (UnaryOperator<String>) ((Map<String, Object>) dot).get("Label");
    }

    private Object operand(String word, Object dot) {
        if (word.startsWith("(")) {
            return evaluate(word.substring(1, word.length() - 1), dot);
        }
        if (word.startsWith("\"")) {
            return word.substring(1, word.length() - 1).replace("\\\"", "\"");
        }
        if (word.matches("-?\\d+")) {
            return Integer.valueOf(word);
        }
        if (word.equals(".")) {
            return dot;
        }
        if (!word.matches("(\\.[A-Za-z_]\\w*)+")) {
            throw DockerFailure.unknown("the template {{" + word + "}}");
        }
        Object value = dot;
        for (String field : word.substring(1).split("\\.")) {
            value = field(value, field, word);
        }
        return value;
    }

    private static Object field(Object value, String field, String path) {
        if (value instanceof Labels labels) {
            return labels.getOrDefault(field, "<no value>");
        }
        if (value instanceof Map<?, ?> map && map.containsKey(field)) {
            return map.get(field);
        }
        if (value instanceof Map<?, ?> map && map.containsKey(GO_NAMES.getOrDefault(field, field))) {
            return map.get(GO_NAMES.get(field));
        }
        throw templateError("executing \"\" at <%s>: map has no entry for key \"%s\"".formatted(path, field));
    }

    private static Object index(Object collection, Object key, String expression) {
        if (collection instanceof Map<?, ?> map) {
            Object value = map.get(key);
            return value == null ? "" : value;
        }
        List<?> list = (List<?>) collection;
        int position = (Integer) key;
        if (list == null || position >= list.size()) {
            throw templateError("executing \"\" at <%s>: error calling index: reflect: slice index out of range"
                    .formatted(expression));
        }
        return list.get(position);
    }

    private static DockerFailure templateError(String message) {
        return DockerFailure.of(new DockerReply(1, "\n", "template parsing error: template: :1:2: " + message + "\n"));
    }

    private static boolean truth(Object value) {
        return !(value == null
                || value.equals(false)
                || value.equals("")
                || value.equals(0)
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static String print(Object value) {
        return value == null ? "<nil>" : value instanceof List<?> list ? goList(list) : String.valueOf(value);
    }

    private static String goList(List<?> list) {
        return "[" + String.join(" ", list.stream().map(GoTemplate::print).toList()) + "]";
    }

    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
