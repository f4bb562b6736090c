package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import io.jenkins.plugins.kamal.engine.config.model.Ssh;
import io.jenkins.plugins.kamal.engine.config.model.Sshkit;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings.HostKeys;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings.Keys;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings.Limits;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Derives the SSH settings from the configuration, as {@code lib/kamal/configuration/ssh.rb} does. */
public final class ConfiguredSsh {

    private ConfiguredSsh() {}

    /**
     * The settings for a configuration.
     *
     * @param secrets finds a secret by its name; an entry of {@code key_data} that names no secret is the key itself
     * @param environment this process's environment, for {@code SSH_AUTH_SOCK}
     * @param home the home directory of the user who deploys
     */
    public static SshSettings settings(
            Ssh ssh,
            Sshkit sshkit,
            Function<String, Optional<Secret>> secrets,
            Map<String, String> environment,
            Path home) {
        List<PrivateKeyText> texts = new ArrayList<>();
        for (String entry : ssh.keyData()) {
            Optional<Secret> secret = secrets.apply(entry);
            String name = secret.isPresent() ? "ssh/key_data " + entry : "ssh/key_data";
            texts.add(new PrivateKeyText(name, secret.orElseGet(() -> Secret.of(entry))));
        }
        List<Path> files =
                ssh.keys().stream().map(path -> HomePath.of(path, home)).toList();
        Optional<Path> agent = Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
                .filter(s -> !s.isBlank())
                .map(Path::of);
        Keys keys = new Keys(texts, files, ssh.keysOnly(), agent.orElse(null), ssh.forwardAgent(), home);
        List<Path> known = List.of(
                home.resolve(".ssh/known_hosts"),
                home.resolve(".ssh/known_hosts2"),
                Path.of("/etc/ssh/ssh_known_hosts"));
        HostKeys hostKeys = new HostKeys(null, known, HostKeyPolicy.STRICT, null);
        Route route = new Route(
                ssh.proxyOrNull(), ssh.proxyCommandOrNull(), configFiles(ssh.config(), home), HostAddresses.system());
        return new SshSettings(ssh.user(), ssh.port(), keys, hostKeys, route, limits(sshkit), ssh.logLevel());
    }

    private static Limits limits(Sshkit sshkit) {
        Duration patience = Duration.ofSeconds(30);
        return new Limits(
                sshkit.maxConcurrentStarts(),
                sshkit.dnsRetries(),
                patience,
                patience,
                patience,
                8,
                16 << 20,
                Duration.ofSeconds(sshkit.poolIdleTimeout()));
    }

    private static List<Path> configFiles(Ssh.ConfigFiles config, Path home) {
        if (!config.read()) {
            return List.of();
        }
        return config.paths().isEmpty()
                ? List.of(home.resolve(".ssh/config"), Path.of("/etc/ssh/ssh_config"))
                : config.paths().stream().map(path -> HomePath.of(path, home)).toList();
    }
}
