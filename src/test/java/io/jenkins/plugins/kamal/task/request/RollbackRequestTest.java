package io.jenkins.plugins.kamal.task.request;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.kamal.credentials.Access;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackRequestTest {

    @Test
    void aRollbackToNoVersionIsRefusedBeforeTheLaunch() {
        assertThatThrownBy(() -> request("").requireVersion())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("names no version");
    }

    @Test
    void aRollbackToWhatCannotBeAVersionIsRefusedBeforeTheLaunch() {
        assertThatThrownBy(() -> request("@/etc/passwd").requireVersion())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("'@/etc/passwd' cannot be a version");
        assertThatCode(() -> request("v1").requireVersion()).doesNotThrowAnyException();
    }

    /** A job whose XML has no element for the secrets. */
    private static EngineRequest request(String version) {
        SourceSettings source = new SourceSettings(version, null, null, null, null);
        return EngineRequest.of(
                List.of("rollback", version),
                new CommandOptions(source),
                source,
                new Access(null, null, null, null, null));
    }
}
