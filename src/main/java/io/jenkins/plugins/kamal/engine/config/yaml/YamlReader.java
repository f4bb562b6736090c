package io.jenkins.plugins.kamal.engine.config.yaml;

import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML the way Ruby's Psych does, as data only, with the lines, and only the first document of a file. */
public final class YamlReader {

    /** Marks scalars that stand without quotes and tag, whose class {@link ScalarScanner} finds. */
    static final Tag PLAIN = new Tag("tag:kamal,plain");

    private static final int GREATEST_FILE = 1 << 20;
    private static final int GREATEST_DEPTH = 60;
    private static final int MOST_ALIASES = 2000;
    private static final int MOST_VALUES = 20_000;

    private final String file;

    public YamlReader(String file) {
        this.file = file;
    }

    /**
     * The map that the text is.
     *
     * @throws ConfigurationException with file, line and column for a text that is not YAML, not a map, or too much
     */
    public MapNode read(String text) {
        try {
            Composer composer = composer(text);
            if (composer.checkNode()) {
                return root(composer.getNode());
            }
            throw refuse(
                    1,
                    "the file is empty; write at least `service`, `image`, `servers`, `registry` and `builder`,"
                            + " or `{}` in a destination that changes nothing");
        } catch (MarkedYAMLException broken) {
            throw refuse(broken);
        } catch (YAMLException broken) {
            throw refuse(1, "this is not YAML: " + oneLine(broken.getMessage()));
        }
    }

    private static Composer composer(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(GREATEST_FILE);
        options.setNestingDepthLimit(GREATEST_DEPTH);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setAllowRecursiveKeys(false);
        // Nothing is constructed from the nodes; NodeConverter refuses the tag and says what to do.
        options.setTagInspector(tag -> true);
        return new Composer(
                new BoundedEvents(new ParserImpl(new StreamReader(text), options), MOST_VALUES),
                new PlainScalars(),
                options);
    }

    private MapNode root(Node node) {
        YamlNode root = new NodeConverter(file).convert(node);
        if (root instanceof MapNode map) {
            return map;
        }
        throw refuse(
                root.origin().line(),
                "the file is " + root.described() + ", but must be a map of keys such as `service: myapp`");
    }

    private ConfigurationException refuse(MarkedYAMLException broken) {
        Optional<Mark> mark = Optional.ofNullable(broken.getProblemMark());
        String column = mark.map(m -> " in column " + (m.getColumn() + 1)).orElse("");
        String context = Optional.ofNullable(broken.getContext())
                .map(c -> " " + oneLine(c))
                .orElse("");
        return refuse(
                mark.map(m -> m.getLine() + 1).orElse(1),
                "this is not YAML" + column + ": " + oneLine(broken.getProblem()) + context
                        + "; look at indentation, quotes and colons here and in the line before");
    }

    private ConfigurationException refuse(int line, String message) {
        return new ConfigurationException(
                List.of(new ConfigurationException.Fault(file, Optional.of(line), "", message)));
    }

    private static String oneLine(String message) {
        return message == null ? "it cannot be parsed" : message.strip().replaceAll("\\s+", " ");
    }

    private static final class PlainScalars extends Resolver {

        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
        }
    }
}
