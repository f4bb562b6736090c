package io.jenkins.plugins.kamal.run.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VersionResolved;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a hostile agent answers. */
class AgentAnswerCheckTest {

    private static final String COMMIT = "a".repeat(40);
    private static final String DIGEST = "0123456789abcdef";
    private static final SourceSettings NOTHING_SAID = new SourceSettings(null, null, null, null, null);

    @Test
    void whatTheEngineAnswersIsKept() throws Exception {
        assertThat(version(COMMIT + "_uncommitted_" + DIGEST, COMMIT, DIGEST).getVersion())
                .isEqualTo(COMMIT + "_uncommitted_" + DIGEST);
        assertThat(version(COMMIT, COMMIT, "").getOrigin()).isEqualTo("commit " + COMMIT);
        assertThat(AgentAnswerCheck.source(NOTHING_SAID, "github.com/acme/shop#services/api"))
                .isEqualTo("github.com/acme/shop#services/api");
    }

    @Test
    void aVersionIsOneOfItsCommit() {
        assertRefused("b".repeat(40), COMMIT, "");
        assertRefused("v1", COMMIT, "");
        assertRefused("", "", "");
        assertRefused(COMMIT + "\nPATH=/tmp", COMMIT, "");
        assertRefused("<b>", "<b>", "");
        assertRefused(COMMIT + "_uncommitted_x", COMMIT, "x");
    }

    @Test
    void anExplicitVersionIsTheOneThatTheStepNames() {
        SourceSettings settings = new SourceSettings("v1", null, null, null, null);
        assertThatThrownBy(() ->
                        AgentAnswerCheck.version(settings, "shop", new VersionResolved("v2", COMMIT, "", false, true)))
                .isInstanceOf(AbortException.class);
    }

    @Test
    void aSourceHasNoControlCharacters() {
        for (String source : List.of("", "a\nb", "a\0", "\u202eab", String.valueOf((char) 0x2028), "x".repeat(1001))) {
            assertThatThrownBy(() -> AgentAnswerCheck.source(NOTHING_SAID, source))
                    .isInstanceOf(AbortException.class);
        }
    }

    private static RecordedVersion version(String version, String commit, String digest) throws AbortException {
        return AgentAnswerCheck.version(
                NOTHING_SAID, "shop", new VersionResolved(version, commit, digest, !digest.isEmpty(), false));
    }

    private static void assertRefused(String version, String commit, String digest) {
        assertThatThrownBy(() -> version(version, commit, digest))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("an invalid ");
    }
}
