package io.jenkins.plugins.kamal.engine.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Events as lines of JSON: {@code {"format":1,"number":3,"at":"…","event":"hook-finished",…}}. */
public final class EventJson {

    /** The format that this class writes, and the latest format that it reads. */
    public static final int FORMAT = 1;

    /**
     * The fields that are compared and stored, and that redaction would falsify. A secret that is part of one of these
     * fields is rejected before a deploy.
     */
    private static final Set<String> IDENTITIES = Set.of(
            "event",
            "proof",
            "outcome",
            "service",
            "destination",
            "version",
            "hosts",
            "appHosts",
            "roles",
            "host",
            "role",
            "phase",
            "hook",
            "reference",
            "digest",
            "path",
            "container",
            "containerId",
            "image",
            "imageId",
            "kind",
            "fingerprint",
            "hooks");

    private static final int LONGEST_SHOWN = 200;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EventJson() {}

    /**
     * The event as one line, without a line break.
     *
     * @param redaction is applied to every text that is only shown
     */
    public static String write(NumberedEvent numbered, UnaryOperator<String> redaction) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("format", numbered.format());
        line.put("number", numbered.number());
        line.put("at", numbered.at().toString());
        ObjectNode event = MAPPER.valueToTree(numbered.event());
        event.properties()
                .forEach(field -> line.set(
                        field.getKey(),
                        IDENTITIES.contains(field.getKey()) ? field.getValue() : changed(field.getValue(), redaction)));
        return line.toString();
    }

    private static String shown(String line) {
        return PlainText.of(line.substring(0, Math.min(LONGEST_SHOWN, line.length())));
    }

    private static JsonNode changed(JsonNode value, UnaryOperator<String> change) {
        if (value.isTextual()) {
            return TextNode.valueOf(change.apply(value.textValue()));
        }
        if (value.isArray()) {
            ArrayNode copy = MAPPER.createArrayNode();
            value.forEach(element -> copy.add(changed(element, change)));
            return copy;
        }
        if (value.isObject()) {
            ObjectNode copy = MAPPER.createObjectNode();
            value.properties().forEach(field -> copy.set(field.getKey(), changed(field.getValue(), change)));
            return copy;
        }
        return value;
    }

    /**
     * Reads a line. Its texts come from servers and programs, so they are converted to {@link PlainText plain text}.
     *
     * @throws IllegalArgumentException if the line is not an event, or has a later format
     */
    public static NumberedEvent read(String line) {
        try {
            ObjectNode node = (ObjectNode) MAPPER.readTree(line);
            int format = required(node, "format").intValue();
            if (format > FORMAT) {
                throw new IllegalArgumentException("an event of format " + format + ", but this version reads up to "
                        + FORMAT + "; update the plugin");
            }
            long number = required(node, "number").longValue();
            Instant at = Instant.parse(required(node, "at").textValue());
            return new NumberedEvent(
                    format, number, at, MAPPER.treeToValue(changed(node, PlainText::of), DeployEvent.class));
        } catch (JsonProcessingException | ClassCastException | DateTimeParseException e) {
            throw new IllegalArgumentException("not an event: " + shown(line), e);
        }
    }

    private static JsonNode required(ObjectNode node, String field) {
        JsonNode value = node.remove(field);
        if (value == null) {
            throw new IllegalArgumentException("an event without '" + field + "': " + shown(node.toString()));
        }
        return value;
    }
}
