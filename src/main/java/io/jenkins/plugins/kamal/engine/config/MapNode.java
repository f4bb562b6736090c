package io.jenkins.plugins.kamal.engine.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys and values.
 *
 * @param entries in the order of the file
 * @param origin where it begins
 */
record MapNode(Map<Key, Entry> entries, Origin origin) implements YamlNode {

    MapNode {
        entries = Ordered.copy(entries);
    }

    /**
     * A key; two keys are the same only if they are of the same Ruby class, so that {@code 1} and {@code "1"} are two.
     *
     * @param kind its class
     * @param text its text
     */
    record Key(ScalarNode.Kind kind, String text) {

        static Key of(String text) {
            return new Key(ScalarNode.Kind.STRING, text);
        }
    }

    /**
     * What stands under a key.
     *
     * @param origin where the key stands
     * @param value its value
     */
    record Entry(Origin origin, YamlNode value) {}

    static MapNode empty(Origin origin) {
        return new MapNode(Map.of(), origin);
    }

    Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(Key.of(key)));
    }

    Optional<YamlNode> get(String key) {
        return entry(key).map(Entry::value);
    }

    /**
     * This with another laid over it: maps merge at every depth, all else is replaced (deep_merge of Active Support).
     */
    MapNode deepMerge(MapNode over) {
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
