package io.jenkins.plugins.kamal.engine.secrets.vault;

import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Doppler through {@code doppler} (Kamal's {@code doppler.rb}). */
final class Doppler implements VaultAdapter {

    private final VaultAnswers answers;
    private final Map<String, String> environment;

    Doppler(VaultTool tool, Map<String, String> environment) {
        this.answers = new VaultAnswers(vault(), tool);
        this.environment = environment;
    }

    @Override
    public String vault() {
        return "Doppler";
    }

    @Override
    public List<String> check() {
        return List.of("doppler", "--version");
    }

    @Override
    public Map<String, String> fetch(Request request) throws InterruptedException {
        if (!answers.succeeds("doppler", "me", "--json")) {
            answers.text("log in to Doppler", Map.of(), List.of("doppler", "login", "-y"));
        }
        List<String> names = request.prefixed();
        List<String> argv = new ArrayList<>(List.of("doppler", "secrets", "get"));
        names.forEach(name -> argv.add(name.substring(name.lastIndexOf('/') + 1)));
        argv.add("--json");
        if (!environment.getOrDefault("DOPPLER_TOKEN", "").startsWith("dp.st")) {
            argv.addAll(projectAndConfig(names));
        }
        Map<String, String> values = new LinkedHashMap<>();
        answers.json("read " + String.join(", ", names) + " from Doppler", argv)
                .fields()
                .forEachRemaining(entry -> VaultAnswers.put(
                        values, entry.getKey(), entry.getValue().path("computed")));
        return values;
    }

    private static List<String> projectAndConfig(List<String> names) {
        String[] parts = names.isEmpty() ? new String[0] : names.get(0).split("/");
        if (parts.length < 2) {
            throw new SecretsException("Doppler needs to know the project and its config: add --from PROJECT/CONFIG,"
                    + " or set DOPPLER_TOKEN to a service token");
        }
        return List.of("-p", parts[0], "-c", parts[1]);
    }
}
