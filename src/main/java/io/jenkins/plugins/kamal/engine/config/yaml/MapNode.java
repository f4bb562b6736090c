package io.jenkins.plugins.kamal.engine.config.yaml;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A map of keys to values.
 *
 * @param entries the keys and values in the order of the file
 * @param origin the location where the map begins
 */
public record MapNode(Map<Key, Entry> entries, SourceLocation origin) implements YamlNode {

    public MapNode {
        entries = Ordered.copy(entries);
    }

    /**
     * A key; two keys are the same only if they are of the same Ruby class, so that {@code 1} and {@code "1"} are two.
     *
     * @param kind its Ruby class
     * @param text its text
     */
    public record Key(ScalarNode.Kind kind, String text) {

        public static Key of(String text) {
            return new Key(ScalarNode.Kind.STRING, text);
        }
    }

    /**
     * The value of a key.
     *
     * @param origin the location of the key
     * @param value its value
     */
    public record Entry(SourceLocation origin, YamlNode value) {}

    public static MapNode empty(SourceLocation origin) {
        return new MapNode(Map.of(), origin);
    }

    public Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(Key.of(key)));
    }

    public Optional<YamlNode> get(String key) {
        return entry(key).map(Entry::value);
    }

    /**
     * Merges another map into this one: maps are merged at every depth, and every other value is replaced
     * ({@code deep_merge} of Active Support).
     */
    public MapNode deepMerge(MapNode over) {
        Map<Key, Entry> merged = new LinkedHashMap<>(entries);
        over.entries.forEach((key, entry) -> merged.merge(key, entry, MapNode::mergeEntries));
        return new MapNode(merged, origin);
    }

    private static Entry mergeEntries(Entry under, Entry over) {
        if (under.value() instanceof MapNode below && over.value() instanceof MapNode above) {
            return new Entry(over.origin(), below.deepMerge(above));
        }
        return over;
    }

    @Override
    public String described() {
        return "a map";
    }

    @Override
    public boolean isBlank() {
        return entries.isEmpty();
    }
}
