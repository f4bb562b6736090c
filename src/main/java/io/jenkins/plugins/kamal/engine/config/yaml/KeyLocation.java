package io.jenkins.plugins.kamal.engine.config.yaml;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;

/**
 * The key path and the location of a value.
 *
 * @param key the path of keys, such as {@code servers/web/proxy}
 * @param origin the location in the file
 */
public record KeyLocation(String key, SourceLocation origin) {

    public static KeyLocation of(String above, MapNode.Key key, MapNode.Entry entry) {
        return new KeyLocation(join(above, key.text()), entry.origin());
    }

    public static String join(String above, String key) {
        return above.isEmpty() ? key : above + "/" + key;
    }

    /** The location of an item of the list at this location; {@code index} is counted from 0, as in Kamal. */
    public KeyLocation item(int index, YamlNode item) {
        return new KeyLocation(key + "/" + index, item.origin());
    }
}
