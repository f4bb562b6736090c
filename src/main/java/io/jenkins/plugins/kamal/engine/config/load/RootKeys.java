package io.jenkins.plugins.kamal.engine.config.load;

import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns symbol keys of the root into text keys. A key may be a symbol only at the root, because Kamal turns all root
 * keys into symbols.
 */
final class RootKeys {

    private RootKeys() {}

    static MapNode asText(MapNode root) {
        Map<MapNode.Key, MapNode.Entry> entries = new LinkedHashMap<>();
        root.entries()
                .forEach((key, entry) ->
                        entries.put(key.kind() == ScalarNode.Kind.SYMBOL ? MapNode.Key.of(key.text()) : key, entry));
        return new MapNode(entries, root.origin());
    }
}
