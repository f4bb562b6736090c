package io.jenkins.plugins.kamal.engine.secrets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** LastPass through {@code lpass} (Kamal's {@code last_pass.rb}). */
final class LastPass implements VaultAdapter {

    private final VaultAnswers answers;

    LastPass(VaultTool tool) {
        this.answers = new VaultAnswers(vault(), tool);
    }

    @Override
    public String vault() {
        return "LastPass";
    }

    @Override
    public boolean needsAccount() {
        return true;
    }

    @Override
    public List<String> check() {
        return List.of("lpass", "--version");
    }

    @Override
    public Map<String, String> fetch(Request request) throws InterruptedException {
        logIn(request.account().orElseThrow());
        List<String> names = request.prefixed();
        List<String> argv = new ArrayList<>(List.of("lpass", "show"));
        argv.addAll(names);
        argv.add("--json");
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode item : answers.json("read " + String.join(", ", names) + " from LastPass", argv)) {
            VaultAnswers.put(values, item.path("fullname").asText(), item.path("password"));
        }
        List<String> missing =
                names.stream().filter(name -> !values.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new SecretsException("Could not find " + String.join(", ", missing)
                    + " in LastPass: check the names, with their folders");
        }
        return values;
    }

    private void logIn(String account) throws InterruptedException {
        String expected = "Logged in as " + account + ".";
        String status = "see who is logged in to LastPass";
        List<String> argv = List.of("lpass", "status", "--color", "never");
        boolean loggedIn = answers.succeeds(argv.toArray(new String[0]))
                && answers.text(status, Map.of(), argv).strip().equals(expected);
        if (!loggedIn) {
            answers.text("log in to LastPass", Map.of(), List.of("lpass", "login", account));
        }
    }
}
