package io.jenkins.plugins.kamal.engine.config.dump;

import io.jenkins.plugins.kamal.engine.config.schema.ConfigurationSchema;
import io.jenkins.plugins.kamal.engine.config.schema.KeySpec;
import io.jenkins.plugins.kamal.engine.config.schema.Section;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Formats the reference of configuration keys for a terminal, from the schema: one section with all its subsections.
 */
public final class ConfigurationDocs {

    /** The name of the root section. */
    public static final String ROOT = "configuration";

    /** Kamal's singular section names, with the plural keys of the file. */
    private static final Map<String, String> SINGULAR =
            Map.of("accessory", "accessories", "role", "servers", "alias", "aliases");

    private ConfigurationDocs() {}

    /** The text of a section, ending with a line break; empty if there is no such section. */
    public static Optional<String> of(String name) {
        if (name.equals(ROOT)) {
            return Optional.of(text(ROOT, ConfigurationSchema.ROOT));
        }
        String key = SINGULAR.getOrDefault(name, name);
        StringBuilder text = new StringBuilder();
        ConfigurationSchema.ROOT.key(key).ifPresent(spec -> text.append("In the root of the file\n\n")
                .append(text(spec)));
        sections().forEach((path, section) -> {
            if (path.equals(key) || path.startsWith(key + "/")) {
                text.append(text.isEmpty() ? "" : "\n").append(text(path, section));
            }
        });
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    /** The names of the sections, for the message about an unknown section. */
    public static List<String> names() {
        List<String> keys = ConfigurationSchema.ROOT.keys().stream()
                .filter(key -> key.section().isPresent())
                .map(KeySpec::name)
                .toList();
        return Stream.concat(Stream.of(ROOT, "accessory", "alias", "role"), keys.stream())
                .sorted()
                .toList();
    }

    private static Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        Deque<Map.Entry<String, Section>> pending = new ArrayDeque<>();
        pending.add(Map.entry("", ConfigurationSchema.ROOT));
        while (!pending.isEmpty()) {
            Map.Entry<String, Section> above = pending.removeFirst();
            for (KeySpec key : above.getValue().keys()) {
                String path = above.getKey() + key.name();
                key.section()
                        .filter(section -> sections.putIfAbsent(path, section) == null)
                        .ifPresent(section -> pending.addLast(Map.entry(path + "/", section)));
            }
        }
        return sections;
    }

    private static String text(String path, Section section) {
        StringBuilder text =
                new StringBuilder(section.title()).append(" (").append(path).append(")\n");
        section.keys().forEach(key -> text.append('\n').append(text(key)));
        return text.toString();
    }

    private static String text(KeySpec key) {
        StringBuilder text =
                new StringBuilder("  " + key.name() + ": " + key.type().words());
        key.defaultValue().ifPresent(value -> text.append("; by default ").append(value));
        text.append("\n      ").append(key.description());
        key.allowed()
                .ifPresent(allowed -> text.append(" Allowed: ").append(allowed).append('.'));
        return text.append('\n').toString();
    }
}
