package io.jenkins.plugins.kamal.engine.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the values of one section. A value of a wrong type reads as absent: {@link SchemaValidator} has said what is
 * wrong with it, and reading goes on to find the other faults.
 */
final class Fields {

    private final MapNode map;
    private final Place place;
    private final Faults faults;

    Fields(MapNode map, Place place, Faults faults) {
        this.map = map;
        this.place = place;
        this.faults = faults;
    }

    MapNode map() {
        return map;
    }

    Place place() {
        return place;
    }

    Faults faults() {
        return faults;
    }

    Optional<YamlNode> node(String key) {
        return map.get(key);
    }

    boolean has(String key) {
        return map.entry(key).isPresent();
    }

    /** Whether there is something under the key that is not blank. */
    boolean isPresent(String key) {
        return node(key).filter(value -> !value.isBlank()).isPresent();
    }

    Optional<String> text(String key) {
        return node(key).flatMap(Fields::textOf);
    }

    static Optional<String> textOf(YamlNode node) {
        return node instanceof ScalarNode scalar && scalar.isTextual() ? Optional.of(scalar.text()) : Optional.empty();
    }

    Optional<Boolean> flag(String key) {
        return node(key)
                .filter(value -> value instanceof ScalarNode scalar && (scalar.isTrue() || scalar.isFalse()))
                .map(value -> ((ScalarNode) value).isTrue());
    }

    Optional<Integer> integer(String key) {
        return whole(key).flatMap(value -> fitting(key, value, Integer.SIZE)).map(BigInteger::intValue);
    }

    Optional<Long> longInteger(String key) {
        return whole(key).flatMap(value -> fitting(key, value, Long.SIZE)).map(BigInteger::longValue);
    }

    /** A whole number as text, without limit. */
    Optional<String> wholeText(String key) {
        return whole(key).map(BigInteger::toString);
    }

    private Optional<BigInteger> whole(String key) {
        return node(key).flatMap(value -> value instanceof ScalarNode scalar ? scalar.integer() : Optional.empty());
    }

    private Optional<BigInteger> fitting(String key, BigInteger value, int bits) {
        if (value.bitLength() < bits) {
            return Optional.of(value);
        }
        fault(key, "is too great a number; write a smaller one");
        return Optional.empty();
    }

    /** The texts of a list; empty where there is none. */
    List<String> texts(String key) {
        return optionalTexts(key).orElse(List.of());
    }

    Optional<List<String>> optionalTexts(String key) {
        return node(key)
                .flatMap(value -> value instanceof ListNode list ? Optional.of(textsOf(list)) : Optional.empty());
    }

    static List<String> textsOf(ListNode list) {
        return list.items().stream().flatMap(item -> textOf(item).stream()).toList();
    }

    /** Names and values in the order of the file; nothing becomes an empty text. */
    Map<String, String> textMap(String key) {
        return node(key)
                .map(value -> value instanceof MapNode texts ? textMapOf(texts) : Map.<String, String>of())
                .orElse(Map.of());
    }

    static Map<String, String> textMapOf(MapNode map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.entries().forEach((key, entry) -> {
            if (entry.value() instanceof ScalarNode scalar) {
                texts.put(key.text(), scalar.text());
            }
        });
        return texts;
    }

    /** The section under a key; an empty one where there is none. */
    Fields section(String key) {
        return optionalSection(key).orElseGet(() -> new Fields(MapNode.empty(place.origin()), below(key), faults));
    }

    Optional<Fields> optionalSection(String key) {
        return node(key)
                .flatMap(value -> value instanceof MapNode section
                        ? Optional.of(new Fields(section, below(key), faults))
                        : Optional.empty());
    }

    /** The sections under the names of a map. */
    List<Fields> sections(String key) {
        List<Fields> sections = new ArrayList<>();
        optionalSection(key).ifPresent(names -> names.map.entries().forEach((name, entry) -> {
            if (entry.value() instanceof MapNode section) {
                sections.add(new Fields(section, Place.of(names.place.key(), name, entry), faults));
            }
        }));
        return sections;
    }

    /** The place of a value, or of the section where there is no such key. */
    Place below(String key) {
        Origin origin = map.entry(key).map(MapNode.Entry::origin).orElse(place.origin());
        return new Place(Place.join(place.key(), key), origin);
    }

    void fault(String key, String message) {
        Place below = below(key);
        faults.add(below.origin(), below.key(), message);
    }

    void fault(String message) {
        faults.add(place.origin(), place.key(), message);
    }
}
