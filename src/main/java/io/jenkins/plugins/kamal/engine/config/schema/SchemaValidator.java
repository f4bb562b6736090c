package io.jenkins.plugins.kamal.engine.config.schema;

import io.jenkins.plugins.kamal.engine.config.fault.Faults;
import io.jenkins.plugins.kamal.engine.config.fault.NearestName;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode.Entry;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode.Key;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import java.util.Optional;

/** Checks that every key is known and every value has the right type ({@code configuration/validator.rb}). */
public final class SchemaValidator {

    private static final String EXTENSION = "x-";

    private final Faults faults;
    private final TypeCheck types;

    public SchemaValidator(Faults faults) {
        this.faults = faults;
        this.types = new TypeCheck(faults);
    }

    /**
     * Checks a whole configuration. Keys that begin with {@code x-} are allowed at the root, and only there. What they
     * contain is not checked, except for {@code x-jenkins}.
     */
    public void validateRoot(MapNode root) {
        root.entries().forEach((key, entry) -> {
            if (!key.text().startsWith(EXTENSION) || key.text().equals(JenkinsSchema.KEY)) {
                validate(ConfigurationSchema.ROOT, key, entry, "");
            }
        });
    }

    private void validateSection(Section section, YamlNode value, KeyLocation place) {
        if (value instanceof MapNode map) {
            map.entries().forEach((key, entry) -> validate(section, key, entry, place.key()));
        } else {
            types.refuse(value, place, ValueType.SECTION);
        }
    }

    private void validate(Section section, Key key, Entry entry, String above) {
        KeyLocation place = KeyLocation.of(above, key, entry);
        if (key.kind() != ScalarNode.Kind.STRING) {
            faults.add(
                    entry.origin(),
                    place.key(),
                    "this key is not text for YAML; put it in quotes or write a known key: "
                            + String.join(", ", section.names()));
            return;
        }
        section.key(key.text())
                .ifPresentOrElse(spec -> check(spec, entry.value(), place), () -> unknown(section, key.text(), place));
    }

    private void unknown(Section section, String key, KeyLocation place) {
        Optional<String> successor = FormerKeys.successor(section.name(), key);
        if (successor.isPresent()) {
            faults.add(place.origin(), place.key(), "`" + key + "` is a key of Kamal 1; " + successor.get());
            return;
        }
        String remedy = NearestName.to(key, section.names())
                .map(name -> "did you mean `" + name + "`?")
                .orElseGet(() -> "known here: " + String.join(", ", section.names()));
        faults.add(place.origin(), place.key(), "unknown key `" + key + "`; " + remedy);
    }

    private void check(KeySpec spec, YamlNode value, KeyLocation place) {
        switch (spec.type()) {
            case SECTION -> validateSection(spec.section().orElseThrow(), value, place);
            case SECTION_OR_SWITCH -> sectionOrSwitch(spec, value, place);
            case SSL -> ssl(spec, value, place);
            case SERVERS -> servers(spec, value, place);
            case SECTIONS -> sections(spec, value, place);
            case ENV -> new EnvValidator(faults).validate(value, place);
            case PATHS -> paths(spec, value, place);
            default -> types.check(spec.type(), value, place);
        }
    }

    private void sectionOrSwitch(KeySpec spec, YamlNode value, KeyLocation place) {
        boolean accessory = place.key().startsWith("accessories/");
        if (value instanceof ScalarNode scalar && (scalar.isFalse() || scalar.isTrue() && !accessory)) {
            return;
        }
        validateSection(spec.section().orElseThrow(), value, place);
    }

    private void ssl(KeySpec spec, YamlNode value, KeyLocation place) {
        if (value instanceof MapNode) {
            validateSection(spec.section().orElseThrow(), value, place);
        } else {
            types.check(ValueType.SSL, value, place);
        }
    }

    private void sections(KeySpec spec, YamlNode value, KeyLocation place) {
        if (!(value instanceof MapNode map)) {
            types.refuse(value, place, spec.type());
            return;
        }
        map.entries().forEach((name, entry) -> {
            KeyLocation below = KeyLocation.of(place.key(), name, entry);
            if (requireName(name, below)) {
                validateSection(spec.section().orElseThrow(), entry.value(), below);
            }
        });
    }

    private void servers(KeySpec spec, YamlNode value, KeyLocation place) {
        if (!(value instanceof MapNode roles)) {
            types.check(value instanceof ListNode ? ValueType.HOSTS : ValueType.SERVERS, value, place);
            return;
        }
        roles.entries().forEach((name, entry) -> {
            KeyLocation below = KeyLocation.of(place.key(), name, entry);
            if (!requireName(name, below)) {
                return;
            }
            if (entry.value() instanceof ListNode) {
                types.check(ValueType.HOSTS, entry.value(), below);
            } else if (entry.value() instanceof ScalarNode) {
                types.refuse(entry.value(), below, ValueType.ROLE);
            } else {
                validateSection(spec.section().orElseThrow(), entry.value(), below);
            }
        });
    }

    private boolean requireName(Key name, KeyLocation place) {
        if (name.kind() == ScalarNode.Kind.STRING && !name.text().isBlank()) {
            return true;
        }
        faults.add(place.origin(), place.key(), "this name is not text for YAML; put it in quotes");
        return false;
    }

    private void paths(KeySpec spec, YamlNode value, KeyLocation place) {
        if (!(value instanceof ListNode list)) {
            types.refuse(value, place, spec.type());
            return;
        }
        for (int i = 0; i < list.items().size(); i++) {
            YamlNode item = list.items().get(i);
            if (item instanceof MapNode) {
                validateSection(spec.section().orElseThrow(), item, place.item(i, item));
            } else {
                types.check(ValueType.TEXT, item, place.item(i, item));
            }
        }
    }
}
