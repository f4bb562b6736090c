package io.jenkins.plugins.kamal.engine.shell.ssh;

import io.jenkins.plugins.kamal.engine.config.model.Ssh;
import io.jenkins.plugins.kamal.engine.config.model.Sshkit;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.ConfiguredSsh;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostKeyPolicy;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.PrivateKeyText;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** Settings for tests: Kamal's defaults, with a home directory of the test's own and short patience. */
final class Settings {

    private static final Sshkit SSHKIT = new Sshkit(30, 900, 0);

    private Settings() {}

    static Ssh ssh(int port) {
        return new Ssh(
                "deployer",
                port,
                null,
                null,
                List.of(),
                List.of(),
                false,
                new Ssh.ConfigFiles(true, List.of()),
                false,
                "fatal");
    }

    static SshSettings of(Path home, int port, String knownHosts, List<PrivateKeyText> keys) {
        SshSettings settings = ConfiguredSsh.settings(ssh(port), SSHKIT, name -> Optional.empty(), Map.of(), home)
                .withHostKeys(new SshSettings.HostKeys(knownHosts, List.of(), HostKeyPolicy.STRICT, null));
        for (PrivateKeyText key : keys) {
            settings = settings.withKey(key);
        }
        return settings.withLimits(limits(settings, Duration.ofSeconds(20)));
    }

    static SshSettings.Limits limits(SshSettings settings, Duration patience) {
        SshSettings.Limits limits = settings.limits();
        return new SshSettings.Limits(
                limits.maxConcurrentStarts(),
                0,
                patience,
                patience,
                limits.keepAlive(),
                limits.channels(),
                limits.answer(),
                limits.output(),
                limits.idle());
    }

    static PrivateKeyText text(String name, KeyPair pair) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, name, null, out);
            return new PrivateKeyText(name, Secret.of(out.toString(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
