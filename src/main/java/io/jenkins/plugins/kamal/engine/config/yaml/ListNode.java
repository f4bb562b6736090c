package io.jenkins.plugins.kamal.engine.config.yaml;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import java.util.List;

/**
 * A list of values.
 *
 * @param items the values in the order of the file
 * @param origin the location where the list begins
 */
public record ListNode(List<YamlNode> items, SourceLocation origin) implements YamlNode {

    public ListNode {
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
