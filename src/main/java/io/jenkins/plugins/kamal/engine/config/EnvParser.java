package io.jenkins.plugins.kamal.engine.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an environment ({@code configuration/env.rb}). */
final class EnvParser {

    private static final Set<String> PARTS = Set.of("clear", "secret", "tags");

    private EnvParser() {}

    /** Whether the map has parts; otherwise its keys are the variables themselves. */
    static boolean isComplex(MapNode env) {
        return PARTS.stream().anyMatch(part -> env.entry(part).isPresent());
    }

    /** The environment under {@code env} of a section. */
    static Env parse(Fields section) {
        return section.optionalSection("env").map(EnvParser::env).orElse(Env.NONE);
    }

    private static Env env(Fields env) {
        if (!isComplex(env.map())) {
            return new Env(Fields.textMapOf(env.map()), List.of());
        }
        return new Env(
                env.textMap("clear"),
                env.texts("secret").stream().map(EnvParser::secret).distinct().toList());
    }

    private static Env.SecretVariable secret(String entry) {
        int colon = entry.indexOf(':');
        return colon < 0
                ? new Env.SecretVariable(entry, entry)
                : new Env.SecretVariable(entry.substring(0, colon), entry.substring(colon + 1));
    }

    /** The environments of the tags in the {@code env} of the root. */
    static Map<String, Env> parseTags(Fields root) {
        Map<String, Env> tags = new LinkedHashMap<>();
        root.section("env").sections("tags").forEach(tag -> {
            String key = tag.place().key();
            tags.put(key.substring("env/tags/".length()), env(tag));
        });
        return tags;
    }
}
