package io.jenkins.plugins.kamal.engine.shell.ssh.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.ssh.Programs;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads what ssh-keygen and openssl write. */
class PrivateKeysTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "ed25519, 256, RFC4716", "rsa, 2048, RFC4716", "ecdsa, 256, RFC4716", "ecdsa, 521, RFC4716",
        "rsa, 2048, PEM", "ecdsa, 384, PEM", "rsa, 2048, PKCS8", "ecdsa, 256, PKCS8"
    })
    void readsKeysWithAndWithoutPassphrase(String type, String bits, String format) throws Exception {
        for (String passphrase : List.of("", "correct horse")) {
            Path file = directory.resolve("key" + passphrase.length());
            Programs.keygen(file, "-t", type, "-b", bits, "-m", format, "-N", passphrase);

            assertReads(Files.readString(file), passphrase, file.resolveSibling(file.getFileName() + ".pub"));
        }
    }

    @Test
    void readsAnEd25519KeyInPkcs8() throws Exception {
        String openssl = Programs.need("openssl");
        Path plain = directory.resolve("plain");
        Path encrypted = directory.resolve("encrypted");
        Programs.run(Map.of(), openssl, "genpkey", "-algorithm", "ed25519", "-out", plain.toString());
        Programs.run(
                Map.of(),
                openssl,
                "pkcs8",
                "-topk8",
                "-in",
                plain.toString(),
                "-out",
                encrypted.toString(),
                "-v2",
                "aes-256-cbc",
                "-passout",
                "pass:secret");

        KeyPair key = PrivateKeys.read(Files.readString(plain), null).get(0);
        KeyPair same = PrivateKeys.read(Files.readString(encrypted), Secret.of("secret"))
                .get(0);

        assertThat(HostKey.of(same.getPublic())).isEqualTo(HostKey.of(key.getPublic()));
        assertThat(HostKey.of(key.getPublic()).type()).isEqualTo("ssh-ed25519");
    }

    @Test
    void readsAKeyThatLostItsLastLineEndAndGotWindowsLineEnds() throws Exception {
        Path file = Programs.keygen(directory.resolve("key"), "-t", "ed25519", "-N", "");
        String text = Files.readString(file);

        assertReads(text.strip(), "", directory.resolve("key.pub"));
        assertReads(text.replace("\n", "\r\n"), "", directory.resolve("key.pub"));
    }

    @ParameterizedTest
    @CsvSource({"RFC4716", "PEM", "PKCS8"})
    void saysWhatIsMissing(String format) throws Exception {
        Path file =
                Programs.keygen(directory.resolve("key"), "-t", "rsa", "-b", "2048", "-m", format, "-N", "right one");
        String text = Files.readString(file);

        assertThatThrownBy(() -> PrivateKeys.read(text, null))
                .isInstanceOf(IOException.class)
                .hasMessage("it is encrypted, and no passphrase was given");
        assertThatThrownBy(() -> PrivateKeys.read(text, Secret.of("wrong one")))
                .isInstanceOf(IOException.class)
                .hasMessage("it cannot be decoded with the passphrase that was given");
        assertThatThrownBy(() -> PrivateKeys.read("nonsense", null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it holds no private key");
    }

    private static void assertReads(String text, String passphrase, Path publicHalf) throws Exception {
        Secret secret = passphrase.isEmpty() ? null : Secret.of(passphrase);

        List<KeyPair> keys = PrivateKeys.read(text, secret);

        assertThat(keys).hasSize(1);
        assertThat(HostKey.of(keys.get(0).getPublic()).base64())
                .isEqualTo(Files.readString(publicHalf).split(" ")[1]);
    }
}
