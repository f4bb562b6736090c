package io.jenkins.plugins.kamal.engine.config.schema;

import java.util.Optional;

/**
 * A key that a configuration may have: one description for validation and reference.
 *
 * @param name the key
 * @param type what may stand under it
 * @param section the keys under it, if the type is a section
 * @param allowed the values it may have, in words, if not all of its type
 * @param defaultValue what holds where it is not written, in words, if anything does
 * @param description one sentence
 */
public record KeySpec(
        String name,
        ValueType type,
        Optional<Section> section,
        Optional<String> allowed,
        Optional<String> defaultValue,
        String description) {

    static KeySpec key(String name, ValueType type, String description) {
        return new KeySpec(name, type, Optional.empty(), Optional.empty(), Optional.empty(), description);
    }

    static KeySpec section(Section section, String description) {
        return named(section.name(), ValueType.SECTION, section, description);
    }

    static KeySpec named(String name, ValueType type, Section section, String description) {
        return new KeySpec(name, type, Optional.of(section), Optional.empty(), Optional.empty(), description);
    }

    KeySpec withDefault(String value) {
        return new KeySpec(name, type, section, allowed, Optional.of(value), description);
    }

    KeySpec allowing(String values) {
        return new KeySpec(name, type, section, Optional.of(values), defaultValue, description);
    }
}
