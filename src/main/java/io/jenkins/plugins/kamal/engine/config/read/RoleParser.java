package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.section.DockerOptionsParser;
import io.jenkins.plugins.kamal.engine.config.section.EnvParser;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.section.Labels;
import io.jenkins.plugins.kamal.engine.config.section.LoggingParser;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads a role with the root settings that apply to it ({@code configuration/role.rb}). */
final class RoleParser {

    private final RoleDefaults defaults;

    RoleParser(RoleDefaults defaults) {
        this.defaults = defaults;
    }

    /** Reads a role; {@code role} is an empty section if the file only lists hosts for the role. */
    ParsedRole parse(String name, Map<Host, List<String>> tagsByHost, Fields role) {
        Optional<Fields> proxy = proxy(name, role);
        Role parsed = new Role(
                name,
                tagsByHost,
                role.text("cmd").orElse(null),
                proxy.map(ProxyParser::parse).orElse(null),
                envByHost(role, tagsByHost),
                labels(role),
                DockerOptionsParser.parse(role),
                LoggingParser.parse(merged("logging", role)),
                proxy.flatMap(behindProxy -> assetPath(role)).orElse(null),
                role.integer("stop_timeout")
                        .or(() -> defaults.root().integer("stop_timeout"))
                        .orElse(null));
        return new ParsedRole(parsed, role, proxy.orElse(null));
    }

    /** The merged section of the proxy, if the role is behind the proxy. By default, only the primary role is. */
    private Optional<Fields> proxy(String name, Fields role) {
        Optional<YamlNode> said = role.node("proxy").filter(node -> !isNull(node));
        boolean off = said.filter(node -> node instanceof ScalarNode scalar && scalar.isFalse())
                .isPresent();
        boolean primary = name.equals(defaults.primaryRole());
        if (off || said.isEmpty() && !primary) {
            return Optional.empty();
        }
        role.optionalSection("proxy").ifPresent(ProxyRules::check);
        Fields merged = merged("proxy", role);
        if (!role.faults().concern(role.below("proxy").key()) && !role.faults().concern("proxy")) {
            ProxyRules.check(merged);
        }
        return Optional.of(merged);
    }

    private static boolean isNull(YamlNode node) {
        return node instanceof ScalarNode scalar && scalar.isNull();
    }

    private Fields merged(String section, Fields role) {
        KeyLocation place =
                role.has(section) ? role.below(section) : defaults.root().below(section);
        return new Fields(defaults.merged(section, role), place, role.faults());
    }

    private Map<Host, Env> envByHost(Fields role, Map<Host, List<String>> tagsByHost) {
        Env env = defaults.env().merge(EnvParser.parse(role));
        Map<Host, Env> byHost = new LinkedHashMap<>();
        tagsByHost.forEach((host, tags) -> byHost.put(
                host,
                tags.stream().map(defaults.tags()::get).filter(Objects::nonNull).reduce(env, Env::merge)));
        return byHost;
    }

    private Map<String, String> labels(Fields role) {
        Map<String, String> labels = new LinkedHashMap<>(defaults.labels());
        labels.putAll(Labels.parse(role));
        return labels;
    }

    private Optional<Role.AssetPath> assetPath(Fields role) {
        return defaults.text("asset_path", role).filter(path -> !path.isBlank()).map(RoleParser::split);
    }

    private static Role.AssetPath split(String path) {
        int colon = path.indexOf(':');
        return colon < 0
                ? new Role.AssetPath(path, null)
                : new Role.AssetPath(path.substring(0, colon), path.substring(colon + 1));
    }
}
