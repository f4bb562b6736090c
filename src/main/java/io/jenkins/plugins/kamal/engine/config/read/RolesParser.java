package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.section.HostList;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads all roles, sorted by name; a list of hosts is the role {@code web} ({@code configuration/servers.rb}). */
public final class RolesParser {

    private static final String ONLY_ROLE = "web";

    private final Fields root;
    private final RoleParser parser;

    public RolesParser(Fields root, RoleDefaults defaults) {
        this.root = root;
        this.parser = new RoleParser(defaults);
    }

    public List<ParsedRole> parse() {
        KeyLocation servers = root.below("servers");
        YamlNode node = root.node("servers").orElseGet(() -> MapNode.empty(servers.origin()));
        if (node instanceof ListNode hosts) {
            return List.of(role(ONLY_ROLE, hosts, servers));
        }
        return node instanceof MapNode roles ? roles(roles, servers) : List.of();
    }

    private List<ParsedRole> roles(MapNode roles, KeyLocation servers) {
        List<ParsedRole> parsed = new ArrayList<>();
        roles.entries().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(MapNode.Key::text)))
                .forEach(entry -> parsed.add(role(
                        entry.getKey().text(),
                        entry.getValue().value(),
                        KeyLocation.of(servers.key(), entry.getKey(), entry.getValue()))));
        return parsed;
    }

    private ParsedRole role(String name, YamlNode value, KeyLocation place) {
        if (value instanceof MapNode section) {
            Fields role = new Fields(section, place, root.faults());
            return parser.parse(name, hosts(role), role);
        }
        Fields nothing = new Fields(MapNode.empty(place.origin()), place, root.faults());
        return parser.parse(
                name,
                value instanceof ListNode hosts ? HostList.parse(hosts, place, root.faults()) : Map.of(),
                nothing);
    }

    private static Map<Host, List<String>> hosts(Fields role) {
        return role.node("hosts")
                .map(hosts -> hosts instanceof ListNode list
                        ? HostList.parse(list, role.below("hosts"), role.faults())
                        : Map.<Host, List<String>>of())
                .orElse(Map.of());
    }
}
