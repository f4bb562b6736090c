package io.jenkins.plugins.kamal.engine.secrets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bitwarden through {@code bw} (Kamal's {@code bitwarden.rb}); the session is in the tool's environment. */
final class Bitwarden implements VaultAdapter {

    private final VaultAnswers answers;

    Bitwarden(VaultTool tool) {
        this.answers = new VaultAnswers(vault(), tool);
    }

    @Override
    public String vault() {
        return "Bitwarden";
    }

    @Override
    public boolean needsAccount() {
        return true;
    }

    @Override
    public List<String> check() {
        return List.of("bw", "--version");
    }

    @Override
    public Map<String, String> fetch(Request request) throws InterruptedException {
        Map<String, String> session = session(request.account().orElseThrow());
        answers.text("synchronise Bitwarden", session, List.of("bw", "sync"));
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> item : items(request).entrySet()) {
            String name = item.getKey();
            List<String> argv = List.of("bw", "get", "item", name);
            take(values, name, item.getValue(), answers.json("read " + name + " from Bitwarden", session, argv));
        }
        return values;
    }

    private Map<String, String> session(String account) throws InterruptedException {
        String status = status(Map.of());
        if (status.equals("unauthenticated")) {
            answers.text("log in to Bitwarden", Map.of(), List.of("bw", "login", account));
            status = status(Map.of());
        }
        Map<String, String> session = Map.of();
        if (status.equals("locked")) {
            String key = answers.text("unlock Bitwarden", Map.of(), List.of("bw", "unlock", "--raw"))
                    .strip();
            session = key.isEmpty() ? Map.of() : Map.of("BW_SESSION", key);
            status = status(session);
        }
        if (!status.equals("unlocked")) {
            throw new SecretsException("Bitwarden is " + status
                    + " and could not be unlocked: set BW_SESSION in the environment of the step");
        }
        return session;
    }

    private String status(Map<String, String> session) throws InterruptedException {
        return answers.json("ask Bitwarden for its status", session, List.of("bw", "status"))
                .path("status")
                .asText();
    }

    private static Map<String, List<String>> items(Request request) {
        Map<String, List<String>> items = new LinkedHashMap<>();
        for (String name : request.prefixed()) {
            String[] parts = name.split("/");
            List<String> fields = items.computeIfAbsent(parts[0], item -> new ArrayList<>());
            if (parts.length > 1) {
                fields.add(parts[1]);
            }
        }
        return items;
    }

    private static void take(Map<String, String> values, String name, List<String> wanted, JsonNode item) {
        JsonNode password = item.path("login").path("password");
        List<String> fields = new ArrayList<>(wanted);
        if (fields.isEmpty() && password.isTextual()) {
            values.put(name, password.asText());
            return;
        }
        if (fields.isEmpty()) {
            item.path("fields").forEach(field -> fields.add(field.path("name").asText()));
        }
        if (fields.isEmpty()) {
            throw new SecretsException("Item " + name + " in Bitwarden has neither a password nor fields: name a field,"
                    + " " + name + "/FIELD");
        }
        fields.forEach(field -> VaultAnswers.put(values, name + "/" + field, field(name, field, item)));
    }

    private static JsonNode field(String name, String wanted, JsonNode item) {
        for (JsonNode field : item.path("fields")) {
            if (field.path("name").asText().equals(wanted)) {
                return field.path("value");
            }
        }
        throw new SecretsException("Could not find field " + wanted + " in item " + name + " in Bitwarden");
    }
}
