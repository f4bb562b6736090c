package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import io.jenkins.plugins.kamal.engine.config.model.Ssh;
import io.jenkins.plugins.kamal.engine.config.model.Sshkit;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
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

    /** How many seconds a server may take to answer, if that is not {@link #ANSWER}. */
    private static final String ANSWER_SECONDS = "KAMAL_ANSWER_SECONDS";

    private static final Duration ANSWER = Duration.ofMinutes(2);

    private ConfiguredSsh() {}

    /**
     * The settings for a configuration.
     *
     * @param secrets finds a secret by its name; an entry of {@code key_data} that names no secret is the key itself
     * @param environment this process's environment, for {@code SSH_AUTH_SOCK} and
     *     {@code KAMAL_ANSWER_SECONDS}
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
        return new SshSettings(
                ssh.user(), ssh.port(), keys, hostKeys, route, limits(sshkit, environment), ssh.logLevel());
    }

    private static Limits limits(Sshkit sshkit, Map<String, String> environment) {
        Duration patience = Duration.ofSeconds(30);
        return new Limits(
                sshkit.maxConcurrentStarts(),
                sshkit.dnsRetries(),
                patience,
                patience,
                patience,
                8,
                answer(environment),
                16 << 20,
                Duration.ofSeconds(sshkit.poolIdleTimeout()));
    }

    private static Duration answer(Map<String, String> environment) {
        String seconds = environment.getOrDefault(ANSWER_SECONDS, "").strip();
        if (seconds.isEmpty()) {
            return ANSWER;
        }
        if (!seconds.matches("[1-9][0-9]{0,4}")) {
            throw new EngineException(
                    Topic.CONNECTION,
                    "The environment variable " + ANSWER_SECONDS + " is `" + seconds
                            + "`; set it to a number of seconds from 1 to 99999, or unset it for "
                            + ANSWER.toSeconds());
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
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
