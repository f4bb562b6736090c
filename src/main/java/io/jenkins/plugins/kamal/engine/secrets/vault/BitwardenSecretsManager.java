package io.jenkins.plugins.kamal.engine.secrets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bitwarden Secrets Manager through {@code bws} (Kamal's {@code bitwarden_secrets_manager.rb}). */
final class BitwardenSecretsManager implements VaultAdapter {

    private static final String ALL = "all";

    private final VaultAnswers answers;

    BitwardenSecretsManager(VaultTool tool) {
        this.answers = new VaultAnswers(vault(), tool);
    }

    @Override
    public String vault() {
        return "Bitwarden Secrets Manager";
    }

    @Override
    public List<String> check() {
        return List.of("bws", "--version");
    }

    @Override
    public Map<String, String> fetch(Request request) throws InterruptedException {
        if (!answers.succeeds("bws", "project", "list")) {
            throw new SecretsException("Could not authenticate to Bitwarden Secrets Manager: set BWS_ACCESS_TOKEN to a"
                    + " valid access token in the environment of the step");
        }
        if (request.names().isEmpty()) {
            throw new SecretsException("Nothing to fetch from Bitwarden Secrets Manager: name secrets, or `all`");
        }
        List<String> names = request.prefixed();
        String only = names.size() == 1 ? names.get(0) : "";
        Map<String, String> values = new LinkedHashMap<>();
        if (only.equals(ALL) || only.endsWith("/" + ALL)) {
            list(only).forEach(item -> put(values, item));
        } else {
            for (String id : names) {
                put(values, answers.json("read " + id + " from " + vault(), List.of("bws", "secret", "get", id)));
            }
        }
        return values;
    }

    private JsonNode list(String selector) throws InterruptedException {
        List<String> argv = new ArrayList<>(List.of("bws", "secret", "list"));
        if (!selector.equals(ALL)) {
            argv.add(selector.substring(0, selector.length() - ALL.length() - 1));
        }
        return answers.json("read secrets from " + vault(), argv);
    }

    private static void put(Map<String, String> values, JsonNode item) {
        VaultAnswers.put(values, item.path("key").asText(), item.path("value"));
    }
}
