package io.jenkins.plugins.kamal.engine.config.section;

import io.jenkins.plugins.kamal.engine.config.fault.Faults;
import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import io.jenkins.plugins.kamal.engine.config.schema.SchemaValidator;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the values of one section. A value of the wrong type counts as absent: {@link SchemaValidator} has already
 * reported the value, and the other faults have yet to be found.
 */
public final class Fields {

    /**
     * Stands in for a missing required text until all faults are reported. The missing text is one of these faults, so
     * no configuration with this placeholder is ever used.
     */
    public static final String MISSING = "";

    private final MapNode map;
    private final KeyLocation place;
    private final Faults faults;

    public Fields(MapNode map, KeyLocation place, Faults faults) {
        this.map = map;
        this.place = place;
        this.faults = faults;
    }

    public MapNode map() {
        return map;
    }

    public KeyLocation place() {
        return place;
    }

    public Faults faults() {
        return faults;
    }

    public Optional<YamlNode> node(String key) {
        return map.get(key);
    }

    public boolean has(String key) {
        return map.entry(key).isPresent();
    }

    /** Whether the key has a value that is not blank. */
    public boolean isPresent(String key) {
        return node(key).filter(value -> !value.isBlank()).isPresent();
    }

    public Optional<String> text(String key) {
        return node(key).flatMap(Fields::textOf);
    }

    /** The text of a required key, or {@link #MISSING}. */
    public String requiredText(String key) {
        return text(key).orElse(MISSING);
    }

    public static Optional<String> textOf(YamlNode node) {
        return node instanceof ScalarNode scalar && scalar.isTextual() ? Optional.of(scalar.text()) : Optional.empty();
    }

    public Optional<Boolean> flag(String key) {
        return node(key)
                .filter(value -> value instanceof ScalarNode scalar && (scalar.isTrue() || scalar.isFalse()))
                .map(value -> ((ScalarNode) value).isTrue());
    }

    public Optional<Integer> integer(String key) {
        return whole(key).flatMap(value -> fitting(key, value, Integer.SIZE)).map(BigInteger::intValue);
    }

    public Optional<Long> longInteger(String key) {
        return whole(key).flatMap(value -> fitting(key, value, Long.SIZE)).map(BigInteger::longValue);
    }

    /** A whole number of any size, as text. */
    public Optional<String> wholeText(String key) {
        return whole(key).map(BigInteger::toString);
    }

    private Optional<BigInteger> whole(String key) {
        return node(key).flatMap(value -> value instanceof ScalarNode scalar ? scalar.integer() : Optional.empty());
    }

    private Optional<BigInteger> fitting(String key, BigInteger value, int bits) {
        if (value.bitLength() < bits) {
            return Optional.of(value);
        }
        fault(key, value + " is too large a number; write a smaller one");
        return Optional.empty();
    }

    /** The texts of a list; empty if there is no list. */
    public List<String> texts(String key) {
        return optionalTexts(key).orElse(List.of());
    }

    public Optional<List<String>> optionalTexts(String key) {
        return node(key)
                .flatMap(value -> value instanceof ListNode list ? Optional.of(textsOf(list)) : Optional.empty());
    }

    public static List<String> textsOf(ListNode list) {
        return list.items().stream().flatMap(item -> textOf(item).stream()).toList();
    }

    /** Names and values in the order of the file; a null value becomes an empty text. */
    public Map<String, String> textMap(String key) {
        return node(key)
                .map(value -> value instanceof MapNode texts ? textMapOf(texts) : Map.<String, String>of())
                .orElse(Map.of());
    }

    public static Map<String, String> textMapOf(MapNode map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.entries().forEach((key, entry) -> {
            if (entry.value() instanceof ScalarNode scalar) {
                texts.put(key.text(), scalar.text());
            }
        });
        return texts;
    }

    /** The section under a key, or an empty section if there is none. */
    public Fields section(String key) {
        return optionalSection(key).orElseGet(() -> new Fields(MapNode.empty(place.origin()), below(key), faults));
    }

    public Optional<Fields> optionalSection(String key) {
        return node(key)
                .flatMap(value -> value instanceof MapNode section
                        ? Optional.of(new Fields(section, below(key), faults))
                        : Optional.empty());
    }

    /** The sections under the names of a map. */
    public List<Fields> sections(String key) {
        List<Fields> sections = new ArrayList<>();
        optionalSection(key).ifPresent(names -> names.map.entries().forEach((name, entry) -> {
            if (entry.value() instanceof MapNode section) {
                sections.add(new Fields(section, KeyLocation.of(names.place.key(), name, entry), faults));
            }
        }));
        return sections;
    }

    /** The location of a value, or of this section if there is no such key. */
    public KeyLocation below(String key) {
        SourceLocation origin = map.entry(key).map(MapNode.Entry::origin).orElse(place.origin());
        return new KeyLocation(KeyLocation.join(place.key(), key), origin);
    }

    public void fault(String key, String message) {
        KeyLocation below = below(key);
        faults.add(below.origin(), below.key(), message);
    }

    public void fault(String message) {
        faults.add(place.origin(), place.key(), message);
    }
}
