package io.jenkins.plugins.kamal.engine.secrets.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** AWS Secrets Manager through {@code aws} (Kamal's {@code aws_secrets_manager.rb}). */
final class AwsSecretsManager implements VaultAdapter {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final VaultAnswers answers;

    AwsSecretsManager(VaultTool tool) {
        this.answers = new VaultAnswers(vault(), tool);
    }

    @Override
    public String vault() {
        return "AWS Secrets Manager";
    }

    @Override
    public List<String> check() {
        return List.of("aws", "--version");
    }

    @Override
    public Map<String, String> fetch(Request request) throws InterruptedException {
        List<String> names = request.prefixed();
        List<String> argv =
                new ArrayList<>(List.of("aws", "secretsmanager", "batch-get-secret-value", "--secret-id-list"));
        argv.addAll(names);
        request.account().ifPresent(profile -> argv.addAll(List.of("--profile", profile)));
        argv.addAll(List.of("--output", "json"));
        JsonNode answer = answers.json("read " + String.join(", ", names) + " from " + vault(), argv);
        if (!answer.path("Errors").isEmpty()) {
            throw new SecretsException(
                    StreamSupport.stream(answer.path("Errors").spliterator(), false)
                            .map(error -> error.path("SecretId").asText() + ": "
                                    + error.path("Message").asText())
                            .collect(Collectors.joining(" ")));
        }
        Map<String, String> values = new LinkedHashMap<>();
        answer.path("SecretValues").forEach(secret -> put(values, secret));
        return values;
    }

    private static void put(Map<String, String> values, JsonNode secret) {
        String name = secret.path("Name").asText();
        String text = secret.path("SecretString").asText();
        JsonNode json = json(text);
        if (json == null || json.isMissingNode()) {
            values.put(name, text);
        } else if (json.isObject()) {
            json.fields()
                    .forEachRemaining(
                            entry -> values.put(name + "/" + entry.getKey(), VaultAnswers.string(entry.getValue())));
        } else {
            values.put(name, VaultAnswers.string(json));
        }
    }

    @CheckForNull
    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // A secret may be any text; only some secrets are JSON.
            return null;
        }
    }
}
