package io.jenkins.plugins.kamal.engine.deploy.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DigestProofTest {

    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String TWO = "sha256:" + "2".repeat(64);
    private static final String ID = "sha256:" + "a".repeat(64) + "\n";

    @Test
    void isProvenWhereTheImageHasTheDigestAmongItsOwn() {
        assertThat(of(0, ID + "[\"reg/app@" + TWO + "\",\"reg/app@" + ONE + "\"]", ONE))
                .isEqualTo(new DigestProof(ONE, Proof.PROVEN));
    }

    @Test
    void isDifferentWhereTheImageHasOthersOnly() {
        assertThat(of(0, ID + "[\"reg/app@" + TWO + "\"]", ONE)).isEqualTo(new DigestProof(TWO, Proof.DIFFERENT));
    }

    @Test
    void isNotProvenWhereNobodyRecordedADigest() {
        assertThat(of(0, ID + "[\"reg/app@" + TWO + "\"]", null)).isEqualTo(new DigestProof(TWO, Proof.NOT_PROVEN));
    }

    @Test
    void isNotProvenWhereTheServerKnowsNone() {
        assertThat(of(0, ID + "[]", ONE)).isEqualTo(new DigestProof(null, Proof.NOT_PROVEN));
        assertThat(of(1, "", ONE)).isEqualTo(new DigestProof(null, Proof.NOT_PROVEN));
    }

    private static DigestProof of(int status, String printed, String pushed) {
        Output output = new Output(Command.of("docker"), status, printed, "", Duration.ZERO);
        return DigestProof.of(output, pushed == null ? null : new Digest(pushed));
    }
}
