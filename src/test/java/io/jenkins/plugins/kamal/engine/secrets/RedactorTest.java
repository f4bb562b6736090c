package io.jenkins.plugins.kamal.engine.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactorTest {

    private final Redactor redactor = new Redactor();

    @Test
    void takesOutEverySecretWhereverItStands() {
        redactor.addAll(List.of(Secret.of("hunter2"), Secret.of("correct horse")));

        assertThat(redactor.redact("a=hunter2&b=hunter2 correct horse battery"))
                .isEqualTo("a=[REDACTED]&b=[REDACTED] [REDACTED] battery");
    }

    @Test
    void takesOutTheLongerOneFirst() {
        redactor.add(Secret.of("secret"));
        redactor.add(Secret.of("secret-of-mine"));

        assertThat(redactor.redact("secret-of-mine")).isEqualTo("[REDACTED]");
    }

    @Test
    void takesOutASecretOfSeveralLinesLineByLineToo() {
        redactor.add(Secret.of("-----BEGIN PRIVATE KEY-----\nMIIabc\nMIIdef\n-----END PRIVATE KEY-----\n"));

        assertThat(redactor.redact("line MIIdef")).isEqualTo("line [REDACTED]");
        assertThat(redactor.redact("-----BEGIN PRIVATE KEY-----")).isEqualTo("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void takesOutTheSecretInBase64() {
        redactor.add(Secret.of("user:pass"));

        assertThat(redactor.redact("Authorization: Basic dXNlcjpwYXNz")).isEqualTo("Authorization: Basic [REDACTED]");
    }

    @Test
    void takesOutWhatAShellMakesOfQuotes() {
        redactor.add(Secret.of("it's mine"));

        assertThat(redactor.redact("+ echo 'it'\\''s mine'")).isEqualTo("+ echo '[REDACTED]'");
    }

    @Test
    void takesOutTheSecretAsAnAddressHasIt() {
        redactor.add(Secret.of("p@ss/word"));

        assertThat(redactor.redact("postgres://app:p%40ss%2Fword@db")).isEqualTo("postgres://app:[REDACTED]@db");
    }

    @Test
    void takesOutTheSecretWithoutTheSpaceAroundIt() {
        redactor.add(Secret.of("hunter2\n"));

        assertThat(redactor.redact("is hunter2.")).isEqualTo("is [REDACTED].");
    }

    @Test
    void leavesWhatIsTooShortToHideAnything() {
        redactor.addAll(List.of(Secret.of(""), Secret.of("1"), Secret.of("no")));

        assertThat(redactor.redact(List.of("1 no", ""))).containsExactly("1 no", "");
    }

    @Test
    void aSecretPrintsAsNothing() {
        Secret secret = Secret.of("hunter2");

        assertThat(secret)
                .hasToString("[REDACTED]")
                .isEqualTo(Secret.of("hunter2"))
                .isNotEqualTo(Secret.of("x"));
        assertThat(secret).hasSameHashCodeAs(Secret.of("hunter2"));
        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(Secret.of(" \n").isBlank()).isTrue();
        assertThatNullPointerException().isThrownBy(() -> Secret.of(null));
    }
}
