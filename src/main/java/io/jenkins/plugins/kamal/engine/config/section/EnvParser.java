package io.jenkins.plugins.kamal.engine.config.section;

import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.schema.EnvValidator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an environment ({@code configuration/env.rb}). */
public final class EnvParser {

    private EnvParser() {}

    /** The environment under {@code env} of a section. */
    public static Env parse(Fields section) {
        return section.optionalSection("env").map(EnvParser::env).orElse(Env.NONE);
    }

    private static Env env(Fields env) {
        if (!EnvValidator.isComplex(env.map())) {
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

    /** The environment of each tag in the {@code env} of the root. */
    public static Map<String, Env> parseTags(Fields root) {
        Map<String, Env> tags = new LinkedHashMap<>();
        root.section("env").sections("tags").forEach(tag -> {
            String key = tag.place().key();
            tags.put(key.substring("env/tags/".length()), env(tag));
        });
        return tags;
    }
}
