package io.jenkins.plugins.kamal.engine.real;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All that was asked of Docker for one container, a line each: what {@code docker inspect} tells without what the machine
 * or the image alone decides. {@code containers-after-setup.txt} holds the same of the recordings.
 */
final class RealContainer {

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
    private static final Set<String> OF_THE_MACHINE =
            Set.of("CgroupnsMode", "IpcMode", "ShmSize", "Runtime", "ConsoleSize", "MaskedPaths", "ReadonlyPaths");

    private RealContainer() {}

    /** The lines, sorted, with words for the version, the host and the registry, and X for what is random. */
    static List<String> facts(RealServers lab, Server server, String name, String version) {
        try {
            JsonNode container =
                    JSON.readTree(lab.docker(server, "inspect", name)).get(0);
            return facts(container).stream()
                    .map(line -> line.replace(version, "VERSION")
                            .replace(server.address(), "HOST")
                            .replace(lab.registry().address(), "R")
                            .replaceAll("\\b[0-9a-f]{12}\\b", "X"))
                    .sorted()
                    .toList();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> facts(JsonNode container) throws JsonProcessingException {
        JsonNode config = container.get("Config");
        List<String> lines = new ArrayList<>();
        lines.add("Name=" + container.get("Name").asText());
        lines.add("Args=" + text(container.get("Args")));
        lines.add("Path=" + container.get("Path").asText());
        for (String key : List.of("Image", "User", "Hostname")) {
            lines.add(key + "=" + config.get(key).asText());
        }
        config.get("Env").forEach(variable -> lines.add("Env=" + variable.asText()));
        lines.removeIf(line -> line.matches("Env=(PATH|HOME|PORT)=.*"));
        config.get("Labels")
                .fields()
                .forEachRemaining(label -> lines.add(
                        "Label=" + label.getKey() + "=" + label.getValue().asText()));
        lines.add("Ports=" + text(config.get("ExposedPorts")));
        container.get("Mounts").forEach(mount -> lines.add(mount(mount)));
        addSettings(container.get("HostConfig"), lines);
        List<String> networks = new ArrayList<>();
        container.get("NetworkSettings").get("Networks").fieldNames().forEachRemaining(networks::add);
        lines.add("Networks=" + JSON.writeValueAsString(networks));
        return lines;
    }

    private static String mount(JsonNode mount) {
        String type = mount.get("Type").asText();
        String source = mount.get(type.equals("volume") ? "Name" : "Source").asText();
        return String.join(
                " ",
                "Mount=" + type,
                source,
                mount.get("Destination").asText(),
                mount.get("RW").asText());
    }

    private static void addSettings(JsonNode hostConfig, List<String> lines) throws JsonProcessingException {
        for (var fields = hostConfig.fields(); fields.hasNext(); ) {
            var field = fields.next();
            String value = field.getKey().equals("Binds") ? sorted(field.getValue()) : text(field.getValue());
            if (!OF_THE_MACHINE.contains(field.getKey())
                    && !Set.of("null", "0", "\"\"", "[]", "{}", "false").contains(value)) {
                lines.add("HostConfig." + field.getKey() + "=" + value);
            }
        }
    }

    /** Docker's command line gives its volumes to the engine in any order. */
    private static String sorted(JsonNode texts) throws JsonProcessingException {
        List<String> all = new ArrayList<>();
        texts.forEach(text -> all.add(text.asText()));
        return JSON.writeValueAsString(all.stream().sorted().toList());
    }

    private static String text(JsonNode node) throws JsonProcessingException {
        return JSON.writeValueAsString(JSON.treeToValue(node, Object.class));
    }
}
