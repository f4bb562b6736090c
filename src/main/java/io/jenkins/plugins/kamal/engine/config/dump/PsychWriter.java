package io.jenkins.plugins.kamal.engine.config.dump;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarScanner;
import io.jenkins.plugins.kamal.engine.config.yaml.TaggedNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.ImplicitTuple;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;

/** Writes YAML with the quotes and indentation of Ruby's {@code to_yaml} ({@code psych/visitors/yaml_tree.rb}). */
final class PsychWriter {

    private static final Pattern BEYOND_BASIC_PLANE = Pattern.compile("[\\x{10000}-\\x{10FFFF}]");
    private static final Pattern LINE_BREAK_INSIDE = Pattern.compile("\\n(?!\\n?\\z)");
    private static final Pattern SIGN_FIRST =
            Pattern.compile("^[^\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}][^\"]*$", Pattern.MULTILINE);
    private static final Pattern ALMOST_OCTAL = Pattern.compile("\\A0[0-7]*[89]");
    private static final ImplicitTuple IMPLICIT = new ImplicitTuple(true, true);

    private final StringWriter text = new StringWriter();
    private final Emitter emitter = new Emitter(text, options());

    private PsychWriter() {}

    static String write(MapNode root) {
        try {
            return new PsychWriter().document(root);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static DumperOptions options() {
        DumperOptions options = new DumperOptions();
        options.setAllowUnicode(true);
        return options;
    }

    private String document(MapNode root) throws IOException {
        emitter.emit(new StreamStartEvent(null, null));
        emitter.emit(new DocumentStartEvent(null, null, true, null, Map.of()));
        write((YamlNode) root);
        emitter.emit(new DocumentEndEvent(null, null, false));
        emitter.emit(new StreamEndEvent(null, null));
        return escapedBeyondBasicPlane(text.toString());
    }

    /**
     * libyaml puts characters beyond the basic plane in quotes and escapes them; {@link #style} chooses the double
     * quotes.
     */
    private static String escapedBeyondBasicPlane(String yaml) {
        return BEYOND_BASIC_PLANE
                .matcher(yaml)
                .replaceAll(found -> Matcher.quoteReplacement(
                        String.format(Locale.ROOT, "\\U%08X", found.group().codePointAt(0))));
    }

    private void write(YamlNode node) throws IOException {
        if (node instanceof MapNode map) {
            map(map, null);
        } else if (node instanceof TaggedNode object) {
            map(object.fields(), object.tag());
        } else if (node instanceof ListNode list) {
            list(list);
        } else if (node instanceof ScalarNode scalar) {
            scalar(scalar.kind(), scalar.kind() == ScalarNode.Kind.TIME ? scalar.written() : scalar.text());
        }
    }

    private void map(MapNode map, @CheckForNull String tag) throws IOException {
        emitter.emit(new MappingStartEvent(null, tag, tag == null, null, null, FlowStyle.BLOCK));
        for (Map.Entry<MapNode.Key, MapNode.Entry> entry : map.entries().entrySet()) {
            scalar(entry.getKey().kind(), entry.getKey().text());
            write(entry.getValue().value());
        }
        emitter.emit(new MappingEndEvent(null, null));
    }

    private void list(ListNode list) throws IOException {
        emitter.emit(new SequenceStartEvent(null, null, true, null, null, FlowStyle.BLOCK));
        for (YamlNode item : list.items()) {
            write(item);
        }
        emitter.emit(new SequenceEndEvent(null, null));
    }

    private void scalar(ScalarNode.Kind kind, String value) throws IOException {
        switch (kind) {
            case STRING -> emit(value, style(value));
            case SYMBOL -> emit(":" + value, ScalarStyle.PLAIN);
            case FLOAT -> emit(decimal(value), ScalarStyle.PLAIN);
            default -> emit(value, ScalarStyle.PLAIN);
        }
    }

    private void emit(String value, ScalarStyle style) throws IOException {
        emitter.emit(new ScalarEvent(null, null, IMPLICIT, value, null, null, style));
    }

    private static String decimal(String value) {
        return switch (value) {
            case "Infinity" -> ".inf";
            case "-Infinity" -> "-.inf";
            case "NaN" -> ".nan";
            default -> value;
        };
    }

    private static ScalarStyle style(String value) {
        if (BEYOND_BASIC_PLANE.matcher(value).find()) {
            return ScalarStyle.DOUBLE_QUOTED;
        }
        if (LINE_BREAK_INSIDE.matcher(value).find()) {
            return ScalarStyle.LITERAL;
        }
        if (value.equals("y") || value.equals("n") || SIGN_FIRST.matcher(value).find()) {
            return ScalarStyle.DOUBLE_QUOTED;
        }
        boolean otherKind =
                new ScalarScanner(new SourceLocation("", 1)).scan(value).kind() != ScalarNode.Kind.STRING;
        return otherKind || ALMOST_OCTAL.matcher(value).find() ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.PLAIN;
    }
}
