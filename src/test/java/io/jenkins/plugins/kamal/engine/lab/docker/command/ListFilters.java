package io.jenkins.plugins.kamal.engine.lab.docker.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code --filter} as Docker reads it: values of one key are alternatives, except labels, which must all be there.
 *
 * @param values the values of each key
 */
public record ListFilters(Map<String, List<String>> values) {

    public static ListFilters read(List<String> words, String... known) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw DockerFailure.of(DockerReply.failure(
                        125,
                        "invalid argument \"" + word + "\" for \"-f, --filter\" flag: " + "invalid filter '" + word
                                + "'"));
            }
            String key = word.substring(0, equals);
            if (!Set.of(known).contains(key)) {
                throw DockerFailure.unknown("the filter '" + key + "' here");
            }
            values.computeIfAbsent(key, any -> new ArrayList<>()).add(word.substring(equals + 1));
        }
        return new ListFilters(values);
    }

    public List<String> of(String key) {
        return values.getOrDefault(key, List.of());
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public boolean labels(Map<String, String> labels) {
        return of("label").stream().allMatch(wanted -> {
            int equals = wanted.indexOf('=');
            return equals < 0
                    ? labels.containsKey(wanted)
                    : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
        });
    }

    /** A name is matched with and without the slash that the engine keeps before it. */
    public boolean name(String name) {
        return !has("name")
                || of("name").stream()
                        .map(Pattern::compile)
                        .anyMatch(pattern -> pattern.matcher(name).find()
                                || pattern.matcher("/" + name).find());
    }

    public boolean status(String status) {
        for (String wanted : of("status")) {
            if (!Set.of("created", "running", "restarting", "exited", "dead", "paused", "removing")
                    .contains(wanted)) {
                throw DockerFailure.daemon("Invalid filter 'status=" + wanted + "'");
            }
        }
        return !has("status") || of("status").contains(status);
    }
}
