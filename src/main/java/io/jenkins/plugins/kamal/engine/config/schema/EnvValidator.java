package io.jenkins.plugins.kamal.engine.config.schema;

import io.jenkins.plugins.kamal.engine.config.fault.Faults;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode.Entry;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode.Key;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import java.util.Set;
import java.util.stream.Collectors;

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

    /**
     * Whether the map has {@code clear}, {@code secret} or {@code tags}; otherwise, its keys are the variables
     * themselves.
     */
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
            case "secret" -> secret(entry.value(), below);
            case "tags" -> tags(entry.value(), below, place);
            default ->
                faults.add(
                        below.origin(),
                        below.key(),
                        "unknown key `" + key.text()
                                + "` beside clear, secret or tags; move the variable under `clear:`");
        }
    }

    private void secret(YamlNode value, KeyLocation place) {
        if (value instanceof ListNode list && list.items().stream().anyMatch(MapNode.class::isInstance)) {
            for (int i = 0; i < list.items().size(); i++) {
                if (list.items().get(i) instanceof MapNode map) {
                    valueInFile(map, place.item(i, map));
                }
            }
        } else {
            types.check(ValueType.TEXTS, value, place);
        }
    }

    private void valueInFile(MapNode map, KeyLocation place) {
        String names = map.entries().keySet().stream().map(Key::text).collect(Collectors.joining(", "));
        faults.add(
                place.origin(),
                place.key(),
                "has a value, but must be the name of a secret; write `- " + names
                        + "` here and the value into .kamal/secrets (with a destination, into"
                        + " .kamal/secrets-common or .kamal/secrets.<destination>), or the variable under `clear:`");
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
