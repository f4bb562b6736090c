package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the aliases; an alias must not have the name of a command ({@code validator/alias.rb}). */
public final class AliasesParser {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+");
    private static final Set<String> COMMANDS = Set.of(
            "accessory",
            "app",
            "audit",
            "build",
            "config",
            "deploy",
            "details",
            "docs",
            "init",
            "lock",
            "proxy",
            "prune",
            "redeploy",
            "registry",
            "remove",
            "rollback",
            "secrets",
            "server",
            "setup",
            "upgrade",
            "version");

    private AliasesParser() {}

    public static Map<String, String> parse(Fields root) {
        root.optionalSection("aliases")
                .ifPresent(aliases -> aliases.map().entries().keySet().forEach(name -> check(name, aliases)));
        return root.textMap("aliases");
    }

    private static void check(MapNode.Key key, Fields aliases) {
        String name = key.text();
        if (key.kind() != ScalarNode.Kind.STRING) {
            KeyLocation place = KeyLocation.of(
                    aliases.place().key(), key, aliases.map().entries().get(key));
            aliases.faults().add(place.origin(), place.key(), "is not text for YAML; put the name in quotes");
        } else if (!NAME.matcher(name).matches()) {
            aliases.fault(
                    name, "is not a valid name of an alias; use lower-case letters, digits, hyphens and underscores");
        } else if (COMMANDS.contains(name)) {
            aliases.fault(name, "is a command already; choose another name");
        }
    }
}
