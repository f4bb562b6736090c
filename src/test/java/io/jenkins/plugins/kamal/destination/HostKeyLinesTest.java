package io.jenkins.plugins.kamal.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostKeyLinesTest {

    private static final String KEY = key("ssh-ed25519");

    @Test
    void acceptsWhatOpenSshWrites() {
        assertThat(HostKeyLines.problem("# servers\n\n10.0.0.1,web-1 ssh-ed25519 " + KEY + " a comment\n"
                        + "|1|c2FsdA==|aGFzaA== ssh-ed25519 " + KEY + "\n"
                        + "@cert-authority *.example.com ssh-ed25519 " + KEY + "\n"
                        + "[web-2]:2222 ssh-rsa " + key("ssh-rsa")))
                .isNull();
        assertThat(HostKeyLines.problem("")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "web-1 ssh-ed25519",
                "web-1 ssh-ed25519 AAAA",
                "web-1 ssh-ed25519 not~base64",
                "@unknown web-1 ssh-ed25519 AAAA",
                "-----BEGIN OPENSSH PRIVATE KEY-----"
            })
    void refusesAnythingElseWithItsLine(String line) {
        assertThat(HostKeyLines.problem("# first\n" + line))
                .startsWith("Line 2 is not a host key: ")
                .contains("ssh-keyscan");
    }

    @Test
    void refusesAKeyOfAnotherType() {
        assertThat(HostKeyLines.problem("web-1 ssh-rsa " + KEY))
                .contains("Line 1", "the text after ssh-rsa is not a key of that type");
    }

    private static String key(String type) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(4 + name.length + 36)
                        .putInt(name.length)
                        .put(name)
                        .array());
    }
}
