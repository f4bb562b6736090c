package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.Ssh;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.section.HostParser;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads how servers are reached ({@code configuration/ssh.rb}). */
public final class SshParser {

    private static final int GREATEST_PORT = 65535;
    private static final Set<String> LOG_LEVELS = Set.of("debug", "info", "warn", "error", "fatal", "unknown");

    private SshParser() {}

    public static Ssh parse(Fields ssh) {
        return new Ssh(
                ssh.text("user").orElse(Ssh.USER),
                port(ssh),
                jumps(ssh).orElse(null),
                ssh.text("proxy_command").orElse(null),
                ssh.texts("keys"),
                ssh.texts("key_data"),
                ssh.flag("keys_only").orElse(false),
                configFiles(ssh),
                ssh.flag("forward_agent").orElse(false),
                logLevel(ssh));
    }

    private static Optional<String> jumps(Fields ssh) {
        Optional<String> proxy = ssh.text("proxy").map(text -> text.contains("@") ? text : Ssh.USER + "@" + text);
        HostParser hosts = new HostParser(ssh.faults());
        proxy.ifPresent(text ->
                Stream.of(text.split(",")).map(String::strip).forEach(jump -> hosts.parse(jump, ssh.below("proxy"))));
        return proxy;
    }

    private static int port(Fields ssh) {
        Optional<String> port = ssh.text("port");
        Optional<Integer> number = port.filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .filter(value -> value > 0 && value <= GREATEST_PORT);
        if (port.isPresent() && number.isEmpty()) {
            ssh.fault("port", "`" + port.get() + "` is not a port; write a number from 1 to " + GREATEST_PORT);
        }
        return number.orElse(Ssh.PORT);
    }

    private static Ssh.ConfigFiles configFiles(Fields ssh) {
        List<String> paths = ssh.optionalTexts("config")
                .orElseGet(() -> ssh.flag("config").isPresent()
                        ? List.of()
                        : ssh.text("config").stream().toList());
        return new Ssh.ConfigFiles(ssh.flag("config").orElse(true), paths);
    }

    private static String logLevel(Fields ssh) {
        String level = ssh.text("log_level").orElse("fatal").toLowerCase(Locale.ROOT);
        if (!LOG_LEVELS.contains(level)) {
            ssh.fault(
                    "log_level", "there is no level `" + level + "`; write debug, info, warn, error, fatal or unknown");
        }
        return level;
    }
}
