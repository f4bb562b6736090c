package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the hosts of a role with their tags; of a host that is named twice the last tags count ({@code role.rb}). */
final class HostList {

    private HostList() {}

    static Map<String, List<String>> parse(ListNode hosts) {
        Map<String, List<String>> tagsByHost = new LinkedHashMap<>();
        hosts.items().forEach(item -> add(tagsByHost, item));
        return tagsByHost;
    }

    private static void add(Map<String, List<String>> tagsByHost, YamlNode item) {
        if (item instanceof MapNode tagged) {
            tagged.entries().entrySet().stream()
                    .limit(1)
                    .forEach(entry -> tagsByHost.put(
                            entry.getKey().text(), tags(entry.getValue().value())));
        } else {
            Fields.textOf(item).ifPresent(host -> tagsByHost.put(host, List.of()));
        }
    }

    private static List<String> tags(YamlNode tags) {
        return tags instanceof ListNode list
                ? Fields.textsOf(list)
                : Fields.textOf(tags).stream().toList();
    }
}
