package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import java.util.Optional;

/** Reads a registry and its login ({@code configuration/registry.rb}, {@code validator/registry.rb}). */
public final class RegistryParser {

    private static final String SERVER = "server";

    private RegistryParser() {}

    public static Registry parse(Fields registry) {
        Optional<String> server = registry.text(SERVER);
        server.ifPresent(text -> checkServer(registry, text));
        Registry parsed = new Registry(
                server.orElse(null),
                login(registry, "username").orElse(null),
                login(registry, "password").orElse(null));
        if (!parsed.isLocal()) {
            check(registry, "username");
            check(registry, "password");
        }
        return parsed;
    }

    /** Docker accepts no other form, but would reject the server only after the deploy lock is taken. */
    private static void checkServer(Fields registry, String server) {
        if (server.contains("://")) {
            registry.fault(
                    SERVER,
                    "`" + server + "` is a URL; write host and port alone, such as `"
                            + server.replaceFirst("^.*?://", "").replaceFirst("/+$", "") + "`");
        } else if (server.endsWith("/")) {
            registry.fault(
                    SERVER, "`" + server + "` ends with a slash; write `" + server.replaceFirst("/+$", "") + "`");
        } else if (server.chars().anyMatch(Character::isWhitespace)) {
            registry.fault(
                    SERVER,
                    "`" + server + "` has white space; write host and port, such as" + " registry.example.com:5000");
        }
    }

    private static Optional<Registry.Credential> login(Fields registry, String key) {
        return registry.node(key).flatMap(RegistryParser::credential);
    }

    private static Optional<Registry.Credential> credential(YamlNode node) {
        if (node instanceof ListNode list) {
            return list.items().stream().findFirst().flatMap(Fields::textOf).map(Registry.Credential.FromSecret::new);
        }
        return Fields.textOf(node).map(Registry.Credential.Literal::new);
    }

    private static void check(Fields registry, String key) {
        if (!registry.isPresent(key)) {
            registry.fault(key, "is missing or empty; write it, or a list with the name of the secret that holds it");
        } else if (!registry.node(key).filter(RegistryParser::isLogin).isPresent()) {
            registry.fault(
                    key,
                    "is " + registry.node(key).orElseThrow().described()
                            + ", but must be text in quotes, or a list with the name of one secret");
        }
    }

    private static boolean isLogin(YamlNode node) {
        return isString(node)
                || node instanceof ListNode list
                        && list.items().size() == 1
                        && isString(list.items().get(0));
    }

    private static boolean isString(YamlNode node) {
        return node instanceof ScalarNode scalar && scalar.kind() == ScalarNode.Kind.STRING;
    }
}
