package io.jenkins.plugins.kamal.engine.secrets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Enpass, a vault in a directory, through {@code enpass-cli} (Kamal's {@code enpass.rb}). */
final class Enpass implements VaultAdapter {

    private final VaultAnswers answers;

    Enpass(VaultTool tool) {
        this.answers = new VaultAnswers(vault(), tool);
    }

    @Override
    public String vault() {
        return "Enpass";
    }

    @Override
    public List<String> check() {
        return List.of("enpass-cli", "version");
    }

    @Override
    public Map<String, String> fetch(Request request) throws InterruptedException {
        String directory = request.from()
                .orElseThrow(
                        () -> new SecretsException("Enpass needs the directory of the vault: add --from DIRECTORY"));
        List<String> argv = new ArrayList<>(List.of("enpass-cli", "-json", "-vault", directory, "show"));
        request.names().stream().map(Enpass::title).distinct().forEach(argv::add);
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode item : answers.json("read " + String.join(", ", request.names()) + " from Enpass", argv)) {
            take(values, item, request.names());
        }
        return values;
    }

    private static String title(String name) {
        int slash = name.lastIndexOf('/');
        return slash > 0 ? name.substring(0, slash) : name.substring(slash + 1);
    }

    private static void take(Map<String, String> values, JsonNode item, List<String> wanted) {
        String title = item.path("title").asText("");
        String label = item.path("label").asText("");
        String password = item.path("password").asText("");
        String key = label.isEmpty() ? title : title.isEmpty() ? label : title + "/" + label;
        boolean asked = wanted.contains(title) || wanted.contains(key);
        if (item.path("title").isTextual() && !password.isBlank() && asked && values.put(key, password) != null) {
            throw new SecretsException(key + " is in Enpass more than once: rename one of them");
        }
    }
}
