package io.jenkins.plugins.kamal.engine.config;

import java.util.List;

/**
 * A list of values.
 *
 * @param items in the order of the file
 * @param origin where it begins
 */
record ListNode(List<YamlNode> items, Origin origin) implements YamlNode {

    ListNode {
        items = List.copyOf(items);
    }

    @Override
    public String described() {
        return "a list";
    }

    @Override
    public boolean isBlank() {
        return items.isEmpty();
    }
}
