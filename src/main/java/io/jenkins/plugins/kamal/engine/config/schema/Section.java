package io.jenkins.plugins.kamal.engine.config.schema;

import java.util.List;
import java.util.Optional;

/**
 * The keys of one section.
 *
 * @param name the name of the section, such as {@code servers/<role>}; empty for the root
 * @param title the heading in the reference
 * @param keys the keys
 */
public record Section(String name, String title, List<KeySpec> keys) {

    public Section {
        keys = List.copyOf(keys);
    }

    static Section of(String name, String title, KeySpec... keys) {
        return new Section(name, title, List.of(keys));
    }

    public Optional<KeySpec> key(String key) {
        return keys.stream().filter(spec -> spec.name().equals(key)).findFirst();
    }

    public List<String> names() {
        return keys.stream().map(KeySpec::name).toList();
    }
}
