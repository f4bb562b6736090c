package io.jenkins.plugins.kamal.engine.config.schema;

import io.jenkins.plugins.kamal.engine.config.fault.Faults;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode.Entry;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode.Key;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import java.util.Set;

/** Checks an environment, plain or with {@code clear}, {@code secret} and {@code tags} ({@code validator/env.rb}). */
public final class EnvValidator {

    private static final Set<String> PARTS = Set.of("clear", "secret", "tags");
    private static final String ROOT = "env";

    private final Faults faults;
    private final TypeCheck types;

    EnvValidator(Faults faults) {
        this.faults = faults;
        this.types = new TypeCheck(faults);
    }

    /** Whether the map has parts; otherwise its keys are the variables themselves. */
    public static boolean isComplex(MapNode env) {
        return PARTS.stream().anyMatch(part -> env.entry(part).isPresent());
    }

    void validate(YamlNode value, KeyLocation place) {
        if (!(value instanceof MapNode env)) {
            types.refuse(value, place, ValueType.ENV);
        } else if (isComplex(env)) {
            env.entries().forEach((key, entry) -> part(key, entry, place));
        } else {
            types.check(ValueType.TEXT_MAP, env, place);
        }
    }

    private void part(Key key, Entry entry, KeyLocation place) {
        KeyLocation below = KeyLocation.of(place.key(), key, entry);
        boolean text = key.kind() == ScalarNode.Kind.STRING;
        switch (text ? key.text() : "") {
            case "clear" -> types.check(ValueType.TEXT_MAP, entry.value(), below);
            case "secret" -> types.check(ValueType.TEXTS, entry.value(), below);
            case "tags" -> tags(entry.value(), below, place);
            default ->
                faults.add(
                        below.origin(),
                        below.key(),
                        "unknown key `" + key.text()
                                + "` beside clear, secret or tags; move the variable under `clear:`");
        }
    }

    private void tags(YamlNode value, KeyLocation place, KeyLocation env) {
        if (!env.key().equals(ROOT)) {
            faults.add(place.origin(), place.key(), "tags are only read in the env of the root; move them there");
        } else if (value instanceof MapNode tags) {
            tags.entries().forEach((tag, entry) -> validate(entry.value(), KeyLocation.of(place.key(), tag, entry)));
        } else {
            types.refuse(value, place, ValueType.SECTIONS);
        }
    }
}
