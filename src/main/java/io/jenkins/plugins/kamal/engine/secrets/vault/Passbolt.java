package io.jenkins.plugins.kamal.engine.secrets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Passbolt through {@code passbolt} (Kamal's {@code passbolt.rb}). */
final class Passbolt implements VaultAdapter {

    private final VaultAnswers answers;

    Passbolt(VaultTool tool) {
        this.answers = new VaultAnswers(vault(), tool);
    }

    @Override
    public String vault() {
        return "Passbolt";
    }

    @Override
    public List<String> check() {
        return List.of("passbolt", "--version");
    }

    @Override
    public Map<String, String> fetch(Request request) throws InterruptedException {
        answers.text("log in to Passbolt", Map.of(), List.of("passbolt", "verify"));
        if (request.names().isEmpty()) {
            throw new SecretsException("Nothing to fetch from Passbolt: name secrets");
        }
        List<String> names = request.prefixed();
        PassboltFolders folders = new PassboltFolders(answers);
        List<String> conditions = new ArrayList<>();
        for (String name : names) {
            conditions.add(condition(name, folders));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode item :
                answers.json("read " + String.join(", ", names) + " from Passbolt", argv(conditions, folders))) {
            VaultAnswers.put(values, item.path("name").asText(), item.path("password"));
        }
        requireAll(names, values);
        return values;
    }

    private static String condition(String name, PassboltFolders folders) throws InterruptedException {
        String equal = "Name == " + quoted(last(name));
        int slash = name.lastIndexOf('/');
        return slash < 0
                ? equal
                : "(" + equal + " && FolderParentID == " + quoted(folders.id(name.substring(0, slash))) + ")";
    }

    private static List<String> argv(List<String> conditions, PassboltFolders folders) {
        List<String> argv = new ArrayList<>(List.of("passbolt", "list", "resources", "--filter"));
        argv.add(String.join(" || ", conditions));
        folders.ids().forEach(id -> argv.addAll(List.of("--folder", id)));
        argv.addAll(List.of("--column", "name", "--column", "password", "--json"));
        return argv;
    }

    private static void requireAll(List<String> names, Map<String, String> values) {
        List<String> missing = names.stream()
                .map(Passbolt::last)
                .filter(name -> !values.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new SecretsException(
                    "Could not find the following secrets in Passbolt: " + String.join(", ", missing));
        }
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
