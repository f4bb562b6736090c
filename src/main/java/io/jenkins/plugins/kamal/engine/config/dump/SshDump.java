package io.jenkins.plugins.kamal.engine.config.dump;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import io.jenkins.plugins.kamal.engine.config.model.Ssh;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.TaggedNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The {@code ssh_options} of {@code kamal config} ({@code configuration/ssh.rb}); private keys are not printed. */
final class SshDump {

    private static final SourceLocation NOWHERE = new SourceLocation("", 1);

    private final MapNode source;
    private final Ssh ssh;
    private final Map<MapNode.Key, MapNode.Entry> entries = new LinkedHashMap<>();

    SshDump(MapNode source, Ssh ssh) {
        this.source = source;
        this.ssh = ssh;
    }

    MapNode dump() {
        put("user", source.get("user").orElseGet(() -> ConfigurationDump.text("root")));
        put("port", source.get("port").orElseGet(() -> scalar(ScalarNode.Kind.INTEGER, "22")));
        proxy().ifPresent(proxy -> put("proxy", proxy));
        put("keepalive", scalar(ScalarNode.Kind.BOOLEAN, "true"));
        put("keepalive_interval", scalar(ScalarNode.Kind.INTEGER, "30"));
        copy("keys_only");
        copy("keys");
        source.get("key_data").ifPresent(data -> put("key_data", redacted(data)));
        copy("config");
        copy("forward_agent");
        put("log_level", source.get("log_level").orElseGet(() -> scalar(ScalarNode.Kind.SYMBOL, "fatal")));
        return new MapNode(entries, NOWHERE);
    }

    private Optional<YamlNode> proxy() {
        return ssh.proxy().map(SshDump::jump).or(() -> ssh.proxyCommand().map(SshDump::command));
    }

    private static YamlNode jump(String hosts) {
        return object("Jump", Map.of("jump_proxies", ConfigurationDump.text(hosts)));
    }

    private static YamlNode command(String template) {
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        variables.put("command_line_template", ConfigurationDump.text(template));
        variables.put("command_line", scalar(ScalarNode.Kind.NULL, ""));
        variables.put("timeout", scalar(ScalarNode.Kind.INTEGER, "60"));
        return object("Command", variables);
    }

    private static YamlNode object(String type, Map<String, YamlNode> variables) {
        Map<MapNode.Key, MapNode.Entry> fields = new LinkedHashMap<>();
        variables.forEach((name, value) -> fields.put(MapNode.Key.of(name), new MapNode.Entry(NOWHERE, value)));
        return new TaggedNode("!ruby/object:Net::SSH::Proxy::" + type, new MapNode(fields, NOWHERE));
    }

    private void copy(String key) {
        source.get(key).ifPresent(value -> put(key, value));
    }

    private void put(String key, YamlNode value) {
        entries.put(new MapNode.Key(ScalarNode.Kind.SYMBOL, key), new MapNode.Entry(NOWHERE, value));
    }

    private static ScalarNode scalar(ScalarNode.Kind kind, String text) {
        return new ScalarNode(kind, text, text, NOWHERE);
    }

    private static YamlNode redacted(YamlNode data) {
        return data instanceof ListNode list
                ? new ListNode(
                        list.items().stream()
                                .map(item -> (YamlNode) ConfigurationDump.text(Secret.REDACTION))
                                .toList(),
                        NOWHERE)
                : ConfigurationDump.text(Secret.REDACTION);
    }
}
