package io.jenkins.plugins.kamal.engine.secrets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * 1Password through {@code op} (Kamal's {@code one_password.rb}); it does not sign in, because nobody could answer the
 * prompts.
 */
final class OnePassword implements VaultAdapter {

    private final VaultAnswers answers;

    OnePassword(VaultTool tool) {
        this.answers = new VaultAnswers(vault(), tool);
    }

    @Override
    public String vault() {
        return "1Password";
    }

    @Override
    public boolean needsAccount() {
        return true;
    }

    @Override
    public List<String> check() {
        return List.of("op", "--version");
    }

    @Override
    public Map<String, String> fetch(Request request) throws InterruptedException {
        String account = request.account().orElseThrow();
        if (!answers.succeeds("op", "account", "get", "--account", account)) {
            throw new SecretsException("Not signed in to the 1Password account " + account
                    + ": set OP_SERVICE_ACCOUNT_TOKEN in the environment of the step, or sign in on the agent before");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<Item, List<String>> item : items(request).entrySet()) {
            JsonNode answer = get(item.getKey(), item.getValue(), account);
            JsonNode fields = item.getValue().isEmpty() ? answer.path("fields") : answer;
            if (fields.isArray()) {
                fields.forEach(field -> put(values, field));
            } else {
                put(values, fields);
            }
        }
        return values;
    }

    private static Map<Item, List<String>> items(Request request) {
        Map<Item, List<String>> items = new LinkedHashMap<>();
        if (request.names().isEmpty()) {
            String from = request.from()
                    .orElseThrow(
                            () -> new SecretsException(
                                    "Nothing to fetch from 1Password: give names of fields, or --from VAULT/ITEM for all of them"));
            items.put(Item.of(from), List.of());
            return items;
        }
        for (String reference : request.prefixed()) {
            String[] parts = withoutScheme(reference).split("/");
            String field = parts.length > 2 ? String.join(".", List.of(parts).subList(2, parts.length)) : "password";
            items.computeIfAbsent(Item.of(reference), item -> new ArrayList<>()).add(field);
        }
        return items;
    }

    private JsonNode get(Item item, List<String> fields, String account) throws InterruptedException {
        List<String> argv = new ArrayList<>(List.of("op", "item", "get", item.name()));
        argv.addAll(List.of("--vault", item.vault(), "--format", "json", "--account", account));
        if (!fields.isEmpty()) {
            argv.add("--fields");
            argv.add(fields.stream().map(field -> "label=" + field).collect(Collectors.joining(",")));
        }
        String which = fields.isEmpty() ? "" : String.join(", ", fields) + " from ";
        return answers.json("read " + which + item.name() + " in the " + item.vault() + " 1Password vault", argv);
    }

    private static void put(Map<String, String> values, JsonNode field) {
        String reference = withoutScheme(field.path("reference").asText());
        String name = reference.endsWith("/password")
                ? reference.substring(0, reference.length() - "/password".length())
                : reference;
        VaultAnswers.put(values, name, field.path("value"));
    }

    private static String withoutScheme(String reference) {
        return reference.startsWith("op://") ? reference.substring("op://".length()) : reference;
    }

    private record Item(String vault, String name) {

        static Item of(String reference) {
            String[] parts = withoutScheme(reference).split("/");
            if (parts.length < 2) {
                throw new SecretsException("1Password needs VAULT/ITEM, but was given " + reference
                        + ": write --from VAULT/ITEM, or VAULT/ITEM/FIELD as the name");
            }
            return new Item(parts[0], parts[1]);
        }
    }
}
