package io.jenkins.plugins.kamal.engine.config.load;

import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode.Entry;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merges a destination's file into the base file. Alternative keys for the same setting replace each other:
 * {@code hosts} in the destination replaces {@code host} in the base, because the two keys would contradict each other.
 */
final class DestinationMerge {

    private static final List<Set<String>> PROXY =
            List.of(Set.of("host", "hosts"), Set.of("path_prefix", "path_prefixes"));
    private static final List<Set<String>> ACCESSORY = List.of(Set.of("host", "hosts", "role", "roles", "tag", "tags"));

    private DestinationMerge() {}

    static MapNode merge(MapNode base, MapNode destination) {
        return replaced(base, destination, List.of()).deepMerge(destination);
    }

    /** The base without the keys that the destination sets through an alternative key. */
    private static MapNode replaced(MapNode base, MapNode destination, List<String> path) {
        Map<Key, Entry> kept = new LinkedHashMap<>();
        base.entries().forEach((key, entry) -> {
            if (!isReplaced(key, destination, path)) {
                kept.put(key, below(key, entry, destination, path));
            }
        });
        return new MapNode(kept, base.origin());
    }

    private static Entry below(Key key, Entry entry, MapNode destination, List<String> path) {
        Entry over = destination.entries().get(key);
        if (over != null && over.value() instanceof MapNode above && entry.value() instanceof MapNode map) {
            List<String> inner = new ArrayList<>(path);
            inner.add(key.text());
            return new Entry(entry.origin(), replaced(map, above, inner));
        }
        return entry;
    }

    private static boolean isReplaced(Key key, MapNode destination, List<String> path) {
        return groups(path).stream()
                .filter(group -> group.contains(key.text()))
                .anyMatch(group -> destination.entry(key.text()).isEmpty()
                        && group.stream()
                                .anyMatch(other -> destination.entry(other).isPresent()));
    }

    private static List<Set<String>> groups(List<String> path) {
        boolean proxy = path.equals(List.of("proxy"))
                || path.size() == 3
                        && path.get(2).equals("proxy")
                        && Set.of("servers", "accessories").contains(path.get(0));
        if (proxy) {
            return PROXY;
        }
        return path.size() == 2 && path.get(0).equals("accessories") ? ACCESSORY : List.of();
    }
}
