package io.jenkins.plugins.kamal.engine.config.schema;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * A key that a configuration may have, for both the validation and the reference.
 *
 * @param name the key
 * @param type the type of its value
 * @param sectionOrNull the keys under it, if the type is a section
 * @param allowedOrNull the allowed values in words, if not all values of the type are allowed
 * @param defaultValueOrNull the default in words, if there is one
 * @param description a sentence for the reference
 */
public record KeySpec(
        String name,
        ValueType type,
        @CheckForNull Section sectionOrNull,
        @CheckForNull String allowedOrNull,
        @CheckForNull String defaultValueOrNull,
        String description) {

    /** The keys under it, if the type is a section. */
    public Optional<Section> section() {
        return Optional.ofNullable(sectionOrNull);
    }

    /** The allowed values in words, if not all values of the type are allowed. */
    public Optional<String> allowed() {
        return Optional.ofNullable(allowedOrNull);
    }

    /** The default in words, if there is one. */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValueOrNull);
    }

    static KeySpec key(String name, ValueType type, String description) {
        return new KeySpec(name, type, null, null, null, description);
    }

    static KeySpec section(Section section, String description) {
        return named(section.name(), ValueType.SECTION, section, description);
    }

    static KeySpec named(String name, ValueType type, Section section, String description) {
        return new KeySpec(name, type, section, null, null, description);
    }

    KeySpec withDefault(String value) {
        return new KeySpec(name, type, sectionOrNull, allowedOrNull, value, description);
    }

    KeySpec allowing(String values) {
        return new KeySpec(name, type, sectionOrNull, values, defaultValueOrNull, description);
    }
}
