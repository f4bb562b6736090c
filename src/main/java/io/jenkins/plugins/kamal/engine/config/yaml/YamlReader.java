package io.jenkins.plugins.kamal.engine.config.yaml;

import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML as Ruby's Psych does: data only, with line numbers, and only the first document of a file. */
public final class YamlReader {

    /** Marks scalars without quotes and tag; {@link ScalarScanner} determines their class. */
    static final Tag PLAIN = new Tag("tag:kamal,plain");

    private static final int GREATEST_FILE = 1 << 20;
    private static final int GREATEST_DEPTH = 60;
    private static final int MOST_ALIASES = 2000;
    private static final int MOST_VALUES = 20_000;

    private final String file;
    private final IntUnaryOperator lineInFile;
    private final Consumer<String> warnings;

    public YamlReader(String file) {
        this(file, IntUnaryOperator.identity(), warning -> {});
    }

    /**
     * Creates a reader for a rendered text.
     *
     * @param file the file as the user knows it, for faults
     * @param lineInFile maps a line of the text to the line of the file, both counted from 1
     * @param warnings receives warnings about probable mistakes, which are read as Psych reads them
     */
    public YamlReader(String file, IntUnaryOperator lineInFile, Consumer<String> warnings) {
        this.file = file;
        this.lineInFile = lineInFile;
        this.warnings = warnings;
    }

    /**
     * Reads a text, which must be a map.
     *
     * @throws ConfigurationException with file, line and column for a text that is not YAML, not a map, or too large
     */
    public MapNode read(String text) {
        try {
            Composer composer = composer(text);
            if (!composer.checkNode()) {
                throw refuse(
                        1,
                        "the file is empty; write at least `service`, `image`, `servers`, `registry` and `builder`,"
                                + " or `{}` in a destination that changes nothing");
            }
            MapNode root = root(composer.getNode());
            requireOneDocument(composer);
            return root;
        } catch (BoundedEvents.TooManyValuesException tooMany) {
            throw refuse(tooMany.line(), tooMany.getProblem() + "; shorten it");
        } catch (MarkedYAMLException broken) {
            SyntaxErrors.SyntaxError error = new SyntaxErrors(text, lineInFile).explain(broken);
            throw refuse(error.line(), "this is not YAML: " + error.message());
        } catch (ReaderException unprintable) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(unprintable.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            throw refuse(
                    line,
                    "this is not YAML: there is a character that no text has (U+%04X); remove it"
                            .formatted(unprintable.getCodePoint()));
        } catch (YAMLException limit) {
            throw refuse(1, limit(text));
        }
    }

    /** The message about the limit of {@link #composer} that a text exceeds. */
    private static String limit(String text) {
        return text.codePointCount(0, text.length()) > GREATEST_FILE
                ? "the file is larger than 1 MiB; shorten it"
                : "the values are nested more than " + GREATEST_DEPTH + " deep, or there are more than " + MOST_ALIASES
                        + " aliases (*); write the file without them";
    }

    /** Text after the end mark ({@code ...}) is not a document; Psych ignores it too. */
    private static boolean hasSecond(Composer composer) {
        try {
            return composer.checkNode();
        } catch (MarkedYAMLException broken) {
            if (String.valueOf(broken.getProblem()).contains("<document start>")) {
                return false;
            }
            throw broken;
        }
    }

    private void requireOneDocument(Composer composer) {
        if (hasSecond(composer)) {
            Node second = composer.getNode();
            boolean empty = second instanceof org.yaml.snakeyaml.nodes.ScalarNode scalar
                    && scalar.getValue().isEmpty();
            if (!empty) {
                throw refuse(
                        second.getStartMark().getLine() + 1,
                        "a second YAML document begins here, after `---`, and nothing reads it; remove the `---` above,"
                                + " or the second document");
            }
        }
    }

    private static Composer composer(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(GREATEST_FILE);
        options.setNestingDepthLimit(GREATEST_DEPTH);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setAllowRecursiveKeys(false);
        // No object is constructed from the nodes; NodeConverter rejects the tag and says what to do.
        options.setTagInspector(tag -> true);
        return new Composer(
                new BoundedEvents(new ParserImpl(new StreamReader(text), options), MOST_VALUES),
                new PlainScalars(),
                options);
    }

    private MapNode root(Node node) {
        YamlNode root = new NodeConverter(file, lineInFile, warnings).convert(node);
        if (root instanceof MapNode map) {
            return map;
        }
        throw new ConfigurationException(List.of(new ConfigurationException.Fault(
                file,
                root.origin().line(),
                "",
                "the file is " + root.described() + ", but must be a map of keys such as `service: myapp`")));
    }

    private ConfigurationException refuse(int line, String message) {
        return new ConfigurationException(
                List.of(new ConfigurationException.Fault(file, lineInFile.applyAsInt(line), "", message)));
    }

    private static final class PlainScalars extends Resolver {

        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
        }
    }
}
