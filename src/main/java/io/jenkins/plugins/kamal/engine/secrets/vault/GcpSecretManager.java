package io.jenkins.plugins.kamal.engine.secrets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Google Cloud Secret Manager through {@code gcloud} (Kamal's {@code gcp_secret_manager.rb}). The account is
 * {@code USER} or {@code USER|SERVICE_ACCOUNT[,...]}; {@code default} is gcloud's own account.
 */
final class GcpSecretManager implements VaultAdapter {

    private static final String DEFAULT = "default";

    private final VaultAnswers answers;

    GcpSecretManager(VaultTool tool) {
        this.answers = new VaultAnswers(vault(), tool);
    }

    @Override
    public String vault() {
        return "Google Secret Manager";
    }

    @Override
    public boolean needsAccount() {
        return true;
    }

    @Override
    public List<String> check() {
        return List.of("gcloud", "--version");
    }

    @Override
    public Map<String, String> fetch(Request request) throws InterruptedException {
        List<String> list = List.of("gcloud", "auth", "list", "--format=json");
        if (answers.json("ask gcloud who is logged in", list).isEmpty()) {
            throw new SecretsException("Nobody is logged in to gcloud on the agent: run `gcloud auth"
                    + " activate-service-account` or `gcloud auth login` there before");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : request.prefixed()) {
            String[] parts = name.split("/");
            String project = parts.length == 1 ? DEFAULT : parts[0];
            String secret = parts.length == 1 ? parts[0] : parts[1];
            String version = parts.length > 2 ? parts[2] : "latest";
            JsonNode answer = answers.json(
                    "read " + project + "/" + secret + " from " + vault(),
                    argv(project, secret, version, request.account().orElseThrow()));
            values.put(project + "/" + secret, decoded(answer));
        }
        return values;
    }

    private static List<String> argv(String project, String secret, String version, String account) {
        String[] identities = account.split("\\|", 2);
        List<String> argv =
                new ArrayList<>(List.of("gcloud", "secrets", "versions", "access", version, "--secret=" + secret));
        if (!project.equals(DEFAULT)) {
            argv.add("--project=" + project);
        }
        if (!identities[0].equals(DEFAULT)) {
            argv.add("--account=" + identities[0]);
        }
        if (identities.length > 1) {
            argv.add("--impersonate-service-account=" + identities[1]);
        }
        argv.add("--format=json");
        return argv;
    }

    private static String decoded(JsonNode answer) {
        byte[] data = Base64.getMimeDecoder()
                .decode(answer.path("payload")
                        .path("data")
                        .asText()
                        .replace('-', '+')
                        .replace('_', '/'));
        return new String(data, StandardCharsets.UTF_8);
    }
}
