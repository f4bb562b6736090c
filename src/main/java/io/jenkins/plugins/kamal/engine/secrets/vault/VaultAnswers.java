package io.jenkins.plugins.kamal.engine.secrets.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.List;
import java.util.Map;

/** Asks a tool and reads its answer; no message contains the output of the tool. */
final class VaultAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String vault;
    private final VaultTool tool;

    VaultAnswers(String vault, VaultTool tool) {
        this.vault = vault;
        this.tool = tool;
    }

    boolean succeeds(String... argv) throws InterruptedException {
        return tool.run(List.of(argv), Map.of()).exitStatus() == 0;
    }

    /** The output of a tool that succeeds; the purpose completes "could not" in the message of a failure. */
    String text(String purpose, Map<String, String> over, List<String> argv) throws InterruptedException {
        CommandSubstitution.Result result = tool.run(argv, over);
        if (result.exitStatus() != 0) {
            throw new SecretsException("Could not " + purpose + ": `" + argv.get(0) + "` failed with exit status "
                    + result.exitStatus() + ". Try `" + String.join(" ", argv.subList(0, Math.min(3, argv.size())))
                    + " ...` on the agent as the user of the build");
        }
        return result.output();
    }

    JsonNode json(String purpose, Map<String, String> over, List<String> argv) throws InterruptedException {
        return parse(text(purpose, over, argv));
    }

    JsonNode json(String purpose, List<String> argv) throws InterruptedException {
        return json(purpose, Map.of(), argv);
    }

    JsonNode parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node != null && !node.isMissingNode()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new SecretsException(vault + " answered something that is not JSON: is its tool up to date?");
        }
        throw new SecretsException(vault + " answered nothing: is its tool up to date?");
    }

    /** Adds a value unless it is null or missing, so that a later lookup reports the missing secret. */
    static void put(Map<String, String> values, String name, JsonNode value) {
        if (!value.isNull() && !value.isMissingNode()) {
            values.put(name, string(value));
        }
    }

    /** A value as Kamal writes it: text unchanged, anything else as JSON. */
    static String string(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
