package io.jenkins.plugins.kamal.engine.config.section;

import io.jenkins.plugins.kamal.engine.config.fault.Faults;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the hosts of a role with their tags. If a host is named twice, its last tags count ({@code role.rb}). */
public final class HostList {

    private final HostParser parser;
    private final Map<Host, List<String>> tagsByHost = new LinkedHashMap<>();

    private HostList(Faults faults) {
        this.parser = new HostParser(faults);
    }

    public static Map<Host, List<String>> parse(ListNode hosts, KeyLocation place, Faults faults) {
        HostList list = new HostList(faults);
        for (int i = 0; i < hosts.items().size(); i++) {
            YamlNode item = hosts.items().get(i);
            list.add(item, place.item(i, item));
        }
        return list.tagsByHost;
    }

    private void add(YamlNode item, KeyLocation at) {
        if (item instanceof MapNode tagged) {
            tagged.entries().entrySet().stream()
                    .limit(1)
                    .forEach(entry ->
                            add(entry.getKey().text(), at, tags(entry.getValue().value())));
        } else {
            Fields.textOf(item).ifPresent(host -> add(host, at, List.of()));
        }
    }

    private void add(String host, KeyLocation at, List<String> tags) {
        parser.parse(host, at).ifPresent(parsed -> tagsByHost.put(parsed, tags));
    }

    private static List<String> tags(YamlNode tags) {
        return tags instanceof ListNode list
                ? Fields.textsOf(list)
                : Fields.textOf(tags).stream().toList();
    }
}
