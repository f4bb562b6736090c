package io.jenkins.plugins.kamal.engine.secrets.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Implements {@code kamal secrets fetch} and {@code extract} (Kamal's {@code lib/kamal/cli/secrets.rb}). */
public final class Vaults {

    /** Created only when a vault is asked, because Jackson is slow to start. */
    private static final class Json {

        static final ObjectMapper MAPPER = new ObjectMapper();
    }

    private final VaultTool tool;
    private final Map<String, String> environment;

    /** Asks vaults through a tool; the environment holds the settings of some vaults. */
    public Vaults(VaultTool tool, Map<String, String> environment) {
        this.tool = tool;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Fetches secrets.
     *
     * @param adapter the name after {@code --adapter}
     * @param account the value of {@code --account}, if there is one
     * @param from the value of {@code --from}, if there is one
     * @param names the names of the secrets
     * @return the values by name, as one line of JSON
     * @throws SecretsException if the vault cannot be asked; the message says what to do
     * @throws InterruptedException if the waiting thread was interrupted
     */
    public String fetch(String adapter, @CheckForNull String account, @CheckForNull String from, List<String> names)
            throws InterruptedException {
        VaultAdapter vault = adapter(adapter);
        if (vault.needsAccount() && (account == null || account.isBlank())) {
            throw new SecretsException(vault.vault() + " needs to know the account: add --account");
        }
        if (tool.run(vault.check(), Map.of()).exitStatus() != 0) {
            throw new SecretsException("The tool of " + vault.vault() + ", `"
                    + vault.check().get(0) + "`, is not installed on the agent or does not run: put it on the PATH");
        }
        try {
            return Json.MAPPER.writeValueAsString(vault.fetch(new VaultAdapter.Request(names, account, from)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Extracts one secret from an answer of {@link #fetch}.
     *
     * @param name its name, or the part of its name after a slash
     * @throws SecretsException if the secret is missing
     */
    public static String extract(String name, String json) {
        JsonNode secrets = parse(json);
        if (secrets.hasNonNull(name)) {
            return VaultAnswers.string(secrets.get(name));
        }
        for (Iterator<Map.Entry<String, JsonNode>> fields = secrets.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (field.getKey().endsWith("/" + name) && !field.getValue().isNull()) {
                return VaultAnswers.string(field.getValue());
            }
        }
        throw new SecretsException("Could not find secret " + name + " in what `kamal secrets fetch` has answered:"
                + " add it to the names that are fetched");
    }

    private static JsonNode parse(String json) {
        try {
            JsonNode secrets = Json.MAPPER.readTree(json);
            if (secrets != null && secrets.isObject()) {
                return secrets;
            }
        } catch (JsonProcessingException e) {
            // The text may be a secret, so the message does not show it.
        }
        throw new SecretsException("`kamal secrets extract` was given something other than the JSON that"
                + " `kamal secrets fetch` prints: did the fetch fail, or is the variable misspelled?");
    }

    private VaultAdapter adapter(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "1password", "one_password" -> new OnePassword(tool);
            case "lastpass", "last_pass" -> new LastPass(tool);
            case "bitwarden" -> new Bitwarden(tool);
            case "bitwarden-sm", "bitwarden_secrets_manager" -> new BitwardenSecretsManager(tool);
            case "aws_secrets_manager" -> new AwsSecretsManager(tool);
            case "gcp", "gcp_secret_manager" -> new GcpSecretManager(tool);
            case "doppler" -> new Doppler(tool, environment);
            case "enpass" -> new Enpass(tool);
            case "passbolt" -> new Passbolt(tool);
            default ->
                throw new SecretsException("Unknown secrets adapter: " + name + ". There are 1password, lastpass,"
                        + " bitwarden, bitwarden-sm, aws_secrets_manager, gcp, doppler, enpass and passbolt");
        };
    }
}
