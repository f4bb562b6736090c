package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.section.EnvParser;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import java.util.Map;
import java.util.Optional;

/**
 * The settings at the root of the file that apply to all roles.
 *
 * @param root the root itself, for the sections that are merged before they are read (proxy, logging)
 * @param env the environment at the root
 * @param tags the environment of each tag
 * @param labels the labels at the root
 * @param primaryRole the name of the primary role
 */
public record RoleDefaults(
        Fields root, Env env, Map<String, Env> tags, Map<String, String> labels, String primaryRole) {

    public static RoleDefaults parse(Fields root) {
        return new RoleDefaults(
                root,
                EnvParser.parse(root),
                EnvParser.parseTags(root),
                root.textMap("labels"),
                root.text("primary_role").orElse("web"));
    }

    /** The section at the root merged with the section of the same name in a role; the role overrides the root. */
    MapNode merged(String section, Fields role) {
        MapNode own = role.section(section).map();
        return root.optionalSection(section)
                .map(Fields::map)
                .map(below -> below.deepMerge(own))
                .orElse(own);
    }

    Optional<String> text(String key, Fields role) {
        return role.text(key).or(() -> root.text(key));
    }
}
