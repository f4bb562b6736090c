package io.jenkins.plugins.kamal.engine.config.yaml;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Converts the parser's nodes into {@link YamlNode}s. Merge keys and repeated keys are treated as in Psych; only tags
 * for data are accepted.
 */
final class NodeConverter {

    private static final int MOST_NODES = 20_000;
    private static final int MOST_CHARACTERS = 2 << 20;
    private static final int LONGEST_KEY = 1000;
    private static final int GREATEST_DEPTH = 200;
    private static final Pattern STRING_TAG = Pattern.compile("!str|!ruby/string|tag:yaml\\.org,2002:str");
    private static final Pattern SYMBOL_TAG = Pattern.compile("!ruby/sym(?:bol)?:?");
    private static final Set<String> SCANNED_TAGS = Set.of(
            "tag:yaml.org,2002:int",
            "tag:yaml.org,2002:float",
            "tag:yaml.org,2002:bool",
            "tag:yaml.org,2002:null",
            "tag:yaml.org,2002:timestamp",
            "!float",
            "!int");

    private final String file;
    private final IntUnaryOperator lineInFile;
    private final Consumer<String> warnings;
    private int nodes;
    private int characters;

    NodeConverter(String file, IntUnaryOperator lineInFile, Consumer<String> warnings) {
        this.file = file;
        this.lineInFile = lineInFile;
        this.warnings = warnings;
    }

    YamlNode convert(Node node) {
        return convert(node, 0);
    }

    private YamlNode convert(Node node, int depth) {
        SourceLocation origin = origin(node);
        if (depth > GREATEST_DEPTH) {
            throw refuse(origin, "an alias (*) contains itself, or the values are nested too deeply; write them out");
        }
        if (++nodes > MOST_NODES) {
            throw refuse(
                    origin,
                    "the aliases (*) make more than " + MOST_NODES + " values of this file; write it without them");
        }
        if (node instanceof MappingNode mapping) {
            requireTag(mapping, Tag.MAP, origin);
            return map(mapping, origin, depth + 1);
        }
        if (node instanceof SequenceNode sequence) {
            requireTag(sequence, Tag.SEQ, origin);
            return list(sequence, origin, depth + 1);
        }
        return scalar((org.yaml.snakeyaml.nodes.ScalarNode) node, origin);
    }

    private ListNode list(SequenceNode sequence, SourceLocation origin, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(convert(item, depth));
        }
        return new ListNode(items, origin);
    }

    private MapNode map(MappingNode mapping, SourceLocation origin, int depth) {
        Map<MapNode.Key, MapNode.Entry> entries = new LinkedHashMap<>();
        Map<MapNode.Key, SourceLocation> written = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            ScalarNode key = key(tuple.getKeyNode(), depth);
            YamlNode value = convert(tuple.getValueNode(), depth);
            Optional<List<MapNode>> merged = isMerge(tuple.getKeyNode(), key) ? merged(value) : Optional.empty();
            if (merged.isPresent()) {
                merged.get().forEach(map -> entries.putAll(map.entries()));
            } else {
                MapNode.Key name = new MapNode.Key(key.kind(), key.text());
                warnOfSecond(name, key.origin(), written.put(name, key.origin()));
                entries.put(name, new MapNode.Entry(key.origin(), value));
            }
        }
        return new MapNode(entries, origin);
    }

    /** Warns about a repeated key, of which Psych silently uses the last value. */
    private void warnOfSecond(MapNode.Key key, SourceLocation second, @CheckForNull SourceLocation first) {
        if (first != null) {
            warnings.accept("%s:%d: `%s` is in line %d of the same map already; the last one counts. Remove one of them"
                    .formatted(file, second.line(), key.text(), first.line()));
        }
    }

    private ScalarNode key(Node node, int depth) {
        if (convert(node, depth) instanceof ScalarNode key) {
            if (key.text().length() > LONGEST_KEY) {
                throw refuse(key.origin(), "a key has more than " + LONGEST_KEY + " characters; shorten it");
            }
            SyntaxErrors.foreignBlank(key.text()).ifPresent(character -> {
                throw refuse(
                        key.origin(),
                        "the indentation has a blank that is not a space (" + character
                                + ", perhaps a no-break space); replace it with spaces");
            });
            return key;
        }
        throw refuse(origin(node), "a list or map is used as a key; a key is plain text before a colon");
    }

    private static boolean isMerge(Node node, ScalarNode key) {
        return key.isString() && key.text().equals("<<") && !isExplicitString(node);
    }

    private static boolean isExplicitString(Node node) {
        return node instanceof org.yaml.snakeyaml.nodes.ScalarNode scalar
                && scalar.isPlain()
                && scalar.getTag().equals(Tag.STR);
    }

    /**
     * The maps that a merge key brings in, in the order in which they are merged: the first map of a list overrides the
     * others.
     */
    private static Optional<List<MapNode>> merged(YamlNode value) {
        if (value instanceof MapNode map) {
            return Optional.of(List.of(map));
        }
        if (value instanceof ListNode list && list.items().stream().allMatch(MapNode.class::isInstance)) {
            List<MapNode> maps = new ArrayList<>();
            ListIterator<YamlNode> items =
                    list.items().listIterator(list.items().size());
            while (items.hasPrevious()) {
                maps.add((MapNode) items.previous());
            }
            return Optional.of(maps);
        }
        return Optional.empty();
    }

    private ScalarNode scalar(org.yaml.snakeyaml.nodes.ScalarNode node, SourceLocation origin) {
        characters += node.getValue().length();
        if (characters > MOST_CHARACTERS) {
            throw refuse(
                    origin,
                    "the aliases (*) make more than " + MOST_CHARACTERS
                            + " characters of this file; write it without them");
        }
        ScalarScanner scanner = new ScalarScanner(origin);
        String tag = node.getTag().getValue();
        if (node.getTag().equals(YamlReader.PLAIN) || SCANNED_TAGS.contains(tag)) {
            return scanner.scan(node.getValue());
        }
        if (STRING_TAG.matcher(tag).matches()) {
            return scanner.string(node.getValue());
        }
        if (SYMBOL_TAG.matcher(tag).matches()) {
            return scanner.symbol(node.getValue(), node.getValue());
        }
        if (tag.equals("!binary") || node.getTag().equals(Tag.BINARY)) {
            return scanner.string(decode(node.getValue(), origin));
        }
        throw refuseTag(tag, origin);
    }

    private String decode(String base64, SourceLocation origin) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw refuse(origin, "the value after !binary is not Base64; write the text itself");
        }
    }

    private void requireTag(Node node, Tag expected, SourceLocation origin) {
        if (!node.getTag().equals(expected)) {
            throw refuseTag(node.getTag().getValue(), origin);
        }
    }

    private ConfigurationException refuseTag(String tag, SourceLocation origin) {
        return refuse(
                origin, "the tag " + tag + " is not read, because it would make objects out of a file; remove it");
    }

    private SourceLocation origin(Node node) {
        return new SourceLocation(
                file, lineInFile.applyAsInt(node.getStartMark().getLine() + 1));
    }

    private static ConfigurationException refuse(SourceLocation origin, String message) {
        return new ConfigurationException(
                List.of(new ConfigurationException.Fault(origin.file(), origin.line(), "", message)));
    }
}
