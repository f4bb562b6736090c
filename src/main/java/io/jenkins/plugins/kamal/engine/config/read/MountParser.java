package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the files or directories of an accessory ({@code parse_path_config} of {@code accessory.rb}). */
final class MountParser {

    private final Fields accessory;
    private final String key;

    private MountParser(Fields accessory, String key) {
        this.accessory = accessory;
        this.key = key;
    }

    static List<Accessory.Mount> files(Fields accessory) {
        return new MountParser(accessory, "files").parse();
    }

    static List<Accessory.Mount> directories(Fields accessory) {
        return new MountParser(accessory, "directories").parse();
    }

    private List<Accessory.Mount> parse() {
        List<Accessory.Mount> mounts = new ArrayList<>();
        if (accessory.node(key).orElse(null) instanceof ListNode list) {
            for (int i = 0; i < list.items().size(); i++) {
                YamlNode item = list.items().get(i);
                mount(item, accessory.below(key).item(i, item)).ifPresent(mounts::add);
            }
        }
        return mounts;
    }

    private Optional<Accessory.Mount> mount(YamlNode item, KeyLocation place) {
        if (item instanceof MapNode map) {
            return mount(new Fields(map, place, accessory.faults()));
        }
        return Fields.textOf(item).flatMap(text -> mount(text, place));
    }

    private Optional<Accessory.Mount> mount(Fields item) {
        for (String needed : List.of("local", "remote")) {
            if (!item.isPresent(needed)) {
                item.fault(needed, "is missing; write both `local` and `remote`");
            }
        }
        return item.text("local").flatMap(local -> item.text("remote")
                .map(remote -> new Accessory.Mount(
                        local,
                        remote,
                        item.text("options").orElse(null),
                        mode(item).orElse(null),
                        item.text("owner").orElse(null))));
    }

    /** The mode as written in the file, because YAML reads an unquoted 0644 as an octal number, 420. */
    private static Optional<String> mode(Fields item) {
        return item.node("mode")
                .flatMap(node ->
                        node instanceof ScalarNode scalar && scalar.integer().isPresent()
                                ? Optional.of(scalar.written())
                                : Fields.textOf(node));
    }

    private Optional<Accessory.Mount> mount(String text, KeyLocation place) {
        String[] parts = text.split(":", 3);
        if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
            accessory.faults().add(place.origin(), place.key(), "must name both sides; write `local:remote`");
            return Optional.empty();
        }
        String options = parts.length > 2 ? parts[2] : null;
        return Optional.of(new Accessory.Mount(parts[0], parts[1], options, null, null));
    }
}
