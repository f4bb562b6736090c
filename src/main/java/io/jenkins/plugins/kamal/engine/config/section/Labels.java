package io.jenkins.plugins.kamal.engine.config.section;

import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import java.util.Map;
import java.util.Set;

/** Reads the labels of a role or accessory, and rejects the labels by which Kamal finds its containers. */
public final class Labels {

    private static final Set<String> RESERVED = Set.of("destination", "role", "service");

    private Labels() {}

    public static Map<String, String> parse(Fields section) {
        section.optionalSection("labels").ifPresent(labels -> labels.map().entries().keySet().stream()
                .map(MapNode.Key::text)
                .filter(RESERVED::contains)
                .forEach(name -> labels.fault(
                        name, "this label is set by Kamal itself to find the container; choose another name")));
        return section.textMap("labels");
    }
}
