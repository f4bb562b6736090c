package io.jenkins.plugins.kamal.engine.config.dump;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints a configuration as {@code kamal config} does ({@code Configuration#to_h}), without keys and passwords. */
public final class ConfigurationDump {

    private static final SourceLocation NOWHERE = new SourceLocation("", 1);

    private final Configuration configuration;
    private final MapNode source;
    private final Map<MapNode.Key, MapNode.Entry> entries = new LinkedHashMap<>();

    private ConfigurationDump(Configuration configuration) {
        this.configuration = configuration;
        this.source = configuration.source().root();
    }

    /**
     * Returns the YAML, ending with a line break.
     *
     * @param configuration a configuration that was read from files
     * @param version the version that would be deployed
     */
    public static String toYaml(Configuration configuration, String version) {
        return PsychWriter.write(new ConfigurationDump(configuration).dump(version));
    }

    private MapNode dump(String version) {
        put("roles", texts(configuration.roles().stream().map(Role::name)));
        put("hosts", texts(hosts()));
        primaryHost().ifPresent(host -> put("primary_host", text(host.toString())));
        put("version", text(version));
        put("repository", text(repository()));
        put("absolute_image", text(repository() + ":" + version));
        put("service_with_version", text(configuration.service() + "-" + version));
        put(
                "volume_args",
                texts(configuration.app().volumes().stream().flatMap(volume -> Stream.of("--volume", volume))));
        put(
                "ssh_options",
                new SshDump(section("ssh"), configuration.connections().ssh()).dump());
        put("sshkit", section("sshkit"));
        put("builder", section("builder"));
        source.get("accessories").ifPresent(accessories -> put("accessories", redacted(accessories)));
        put("logging", texts(loggingArguments().stream()));
        return new MapNode(entries, NOWHERE);
    }

    private void put(String key, YamlNode value) {
        entries.put(new MapNode.Key(ScalarNode.Kind.SYMBOL, key), new MapNode.Entry(NOWHERE, value));
    }

    private MapNode section(String key) {
        return source.get(key)
                .flatMap(value -> value instanceof MapNode map ? Optional.of(map) : Optional.empty())
                .orElseGet(() -> MapNode.empty(NOWHERE));
    }

    static ScalarNode text(String text) {
        return new ScalarNode(ScalarNode.Kind.STRING, text, text, NOWHERE);
    }

    private static ListNode texts(Stream<String> texts) {
        return new ListNode(texts.map(text -> (YamlNode) text(text)).toList(), NOWHERE);
    }

    private Stream<String> hosts() {
        return Stream.concat(
                        configuration.roles().stream().map(Role::hosts),
                        configuration.accessories().stream().map(Accessory::hosts))
                .flatMap(List::stream)
                .distinct()
                .map(Host::toString);
    }

    private Optional<Host> primaryHost() {
        return configuration.role(configuration.primaryRole()).flatMap(role -> role.hosts().stream()
                .findFirst());
    }

    private String repository() {
        return Stream.concat(configuration.registry().server().stream(), Stream.of(configuration.image()))
                .collect(Collectors.joining("/"));
    }

    private List<String> loggingArguments() {
        MapNode logging = section("logging");
        Optional<MapNode> options =
                logging.get("options").map(MapNode.class::cast).filter(map -> !map.isBlank());
        List<String> arguments = new ArrayList<>();
        configuration
                .app()
                .logging()
                .driver()
                .ifPresent(driver -> arguments.addAll(List.of("--log-driver", ShellValue.of(driver))));
        options.ifPresent(map -> map.entries()
                .forEach((key, entry) -> arguments.addAll(List.of("--log-opt", option(key.text(), entry.value())))));
        return arguments.isEmpty() ? List.of("--log-opt", "max-size=\"10m\"") : arguments;
    }

    private static String option(String name, YamlNode value) {
        if (value instanceof ScalarNode scalar) {
            if (!scalar.isBlank()) {
                return name + "=" + ShellValue.of(scalar.text());
            }
            return scalar.isFalse() ? name + "=false" : name;
        }
        return name;
    }

    /** The accessories, with the registry passwords that the file itself contains redacted. */
    private static YamlNode redacted(YamlNode accessories) {
        return over(
                accessories,
                accessory -> key(
                        accessory,
                        "registry",
                        registry -> key(
                                registry,
                                "password",
                                password -> password instanceof ScalarNode ? text(Secret.REDACTION) : password)));
    }

    private static YamlNode over(YamlNode node, UnaryOperator<YamlNode> change) {
        if (!(node instanceof MapNode map)) {
            return node;
        }
        Map<MapNode.Key, MapNode.Entry> changed = new LinkedHashMap<>();
        map.entries()
                .forEach((key, entry) ->
                        changed.put(key, new MapNode.Entry(entry.origin(), change.apply(entry.value()))));
        return new MapNode(changed, map.origin());
    }

    private static YamlNode key(YamlNode node, String key, UnaryOperator<YamlNode> change) {
        if (!(node instanceof MapNode map) || map.entry(key).isEmpty()) {
            return node;
        }
        Map<MapNode.Key, MapNode.Entry> changed = new LinkedHashMap<>(map.entries());
        changed.computeIfPresent(
                MapNode.Key.of(key), (name, entry) -> new MapNode.Entry(entry.origin(), change.apply(entry.value())));
        return new MapNode(changed, map.origin());
    }
}
