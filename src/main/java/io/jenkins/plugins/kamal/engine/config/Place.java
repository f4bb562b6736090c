package io.jenkins.plugins.kamal.engine.config;

/**
 * Which value is spoken of.
 *
 * @param key the path of keys, {@code servers/web/proxy}
 * @param origin where it stands
 */
record Place(String key, Origin origin) {

    static Place of(String above, MapNode.Key key, MapNode.Entry entry) {
        return new Place(join(above, key.text()), entry.origin());
    }

    static String join(String above, String key) {
        return above.isEmpty() ? key : above + "/" + key;
    }

    /** The item of a list that stands here, counted from 0 as Kamal does. */
    Place item(int index, YamlNode item) {
        return new Place(key + "/" + index, item.origin());
    }
}
