package io.jenkins.plugins.kamal.engine.deploy.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.kamal.engine.command.plan.StateQuestions;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A container as its server describes it.
 *
 * @param settings the settings that {@link StateQuestions#describe} asks for
 * @param image the image from which the container was created; a missing node if the server no longer has the image
 * @param variables the digests of its variables, by name
 */
record DescribedContainer(JsonNode settings, JsonNode image, Map<String, String> variables) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CONTAINERS = 1_000;
    private static final int MOST_VARIABLES = 10_000;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{" + StateQuestions.DIGEST_LENGTH + "}");
    private static final String DOCKER_ADVICE =
            "Run `docker ps` and `docker inspect` there, and look for a `docker` that is not Docker's own";
    private static final String DIGEST_ADVICE =
            "Run `echo test | sha256sum` there; if there is no such command, install coreutils";

    /** Reads the answer of a server to {@link StateQuestions#describe}. */
    static List<DescribedContainer> read(Host host, String answer) {
        List<DescribedContainer> containers = new ArrayList<>();
        JsonNode settings = null;
        for (String line : answer.lines().toList()) {
            if (line.startsWith(StateQuestions.CONTAINER)) {
                settings = json(host, line.substring(StateQuestions.CONTAINER.length()));
            } else if (line.startsWith(StateQuestions.IMAGE) && settings != null) {
                JsonNode image = json(host, line.substring(StateQuestions.IMAGE.length()));
                containers.add(new DescribedContainer(
                        settings, image.isNull() ? MissingNode.getInstance() : image, new LinkedHashMap<>()));
            } else if (line.startsWith(StateQuestions.VARIABLE) && !containers.isEmpty()) {
                containers
                        .get(containers.size() - 1)
                        .addVariable(host, line.substring(StateQuestions.VARIABLE.length()));
            }
            if (containers.size() > MOST_CONTAINERS) {
                throw unreadable(host, "more than " + MOST_CONTAINERS + " containers", DOCKER_ADVICE);
            }
        }
        return containers;
    }

    /**
     * Adds a variable. Refuses an unreadable line, because the plan would report a missing variable as added by the
     * deploy.
     */
    private void addVariable(Host host, String nameAndDigest) {
        int space = nameAndDigest.lastIndexOf(' ');
        String digest = nameAndDigest.substring(space + 1);
        if (space < 0 || !DIGEST.matcher(digest).matches()) {
            throw unreadable(host, "it did not compute the digest of a variable", DIGEST_ADVICE);
        }
        if (variables.size() >= MOST_VARIABLES) {
            throw unreadable(host, "a container has more than " + MOST_VARIABLES + " variables", DOCKER_ADVICE);
        }
        variables.put(nameAndDigest.substring(0, space), digest);
    }

    private static JsonNode json(Host host, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw unreadable(host, "Docker's description of a container is not JSON", DOCKER_ADVICE);
        }
    }

    private static DeployException unreadable(Host host, String reason, String advice) {
        return new DeployException(
                Topic.DOCKER, host + ": the plan cannot read what runs there: " + reason + ". " + advice);
    }

    String id() {
        return settings.path("id").asText("");
    }

    String label(String name) {
        return settings.path("labels").path(name).asText("");
    }

    /** Reads an object whose values are texts; empty if there is no object. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText("")));
        return texts;
    }

    /** Reads an array of texts; empty for {@code null}. */
    static List<String> list(JsonNode array) {
        List<String> elements = new ArrayList<>();
        array.forEach(element -> elements.add(element.asText("")));
        return elements;
    }
}
