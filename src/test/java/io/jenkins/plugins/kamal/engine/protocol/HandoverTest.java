package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverTest {

    private static final Handover FULL = new Handover(
            "root",
            List.of(new Handover.SshKey("the key\n", "the passphrase")),
            "host ssh-ed25519 AAAA",
            new Handover.RegistryLogin("deployer", "the password"),
            Map.of("NAME", "the value"),
            "Jane Doe",
            new CredentialScope("servers", List.of()),
            new CredentialScope(
                    "registry",
                    List.of(new CredentialScope.Rule(List.of("*.example.com"), List.of("old.example.com"), false))),
            new DestinationLimits(
                    "production",
                    "shop",
                    "no deploys before Monday",
                    new DestinationLimits.Upcoming(90, "no deploys at night")));

    @Test
    void readsWhatItWrote() {
        assertThat(Handover.fromBytes(FULL.toBytes())).isEqualTo(FULL);
        assertThat(Handover.fromBytes(Handover.NOTHING.toBytes())).isEqualTo(Handover.NOTHING);
        assertThat(Handover.NOTHING.toJson()).isEqualTo("{}");
    }

    @Test
    void readsABlankTextAsAbsent() {
        assertThat(read("{\"sshUser\":\"\",\"knownHosts\":\" \",\"performer\":\"\"}"))
                .isEqualTo(Handover.NOTHING);
        assertThat(new Handover.SshKey("key", "").passphrase()).isNull();
    }

    @Test
    void namesItsSecretsAndNothingElse() {
        assertThat(FULL.all())
                .extracting(Secret::reveal)
                .containsExactlyInAnyOrder("the key\n", "the passphrase", "the password", "the value");
        assertThat(Handover.NOTHING.all()).isEmpty();
    }

    @Test
    void keepsThePerformerForACommandOfAHookThatGetsNoSecrets() {
        assertThat(FULL.withoutSecrets().performer()).isEqualTo("Jane Doe");
        assertThat(FULL.withoutSecrets().secrets()).isEmpty();
        assertThat(FULL.withoutSecrets().registryScope()).isEqualTo(FULL.registryScope());
        assertThat(FULL.withoutSecrets().limits()).isEqualTo(FULL.limits());
    }

    @Test
    void aFreezeComesNearer() {
        assertThat(FULL.after(Duration.ofMillis(30_999)).limits().upcoming())
                .isEqualTo(new DestinationLimits.Upcoming(60, "no deploys at night"));
        assertThat(FULL.after(Duration.ofHours(1)).limits().upcoming().seconds())
                .isZero();
        assertThat(Handover.NOTHING.after(Duration.ofHours(1))).isEqualTo(Handover.NOTHING);
    }

    @Test
    void printsAsNothing() {
        assertThat(FULL.toString() + FULL.sshKeys()).doesNotContain("the ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"sshUser\":", "{\"unknown\":\"s3cret\"}", "\"s3cret\""})
    void saysNothingOfWhatItCannotRead(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("same version")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    private static Handover read(String json) {
        return Handover.fromBytes(json.getBytes(StandardCharsets.UTF_8));
    }
}
