package io.jenkins.plugins.kamal.engine.deploy.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.host.selection.Filters;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootProxyTest {

    private static final String START_OR_RUN = "docker container start kamal-proxy ||";
    private static final String PORT_TAKEN = "Bind for 0.0.0.0:80 failed: port is already allocated";

    @TempDir
    Path directory;

    private SampleSession sample;

    @BeforeEach
    void aProxyThatDoesNotStart() {
        sample = new SampleSession(directory).filters(new Filters(List.of("10.99.0.11"), List.of(), false));
        sample.recording()
                .fail("docker container start kamal-proxy", PORT_TAKEN)
                .fail(START_OR_RUN, "The container name \"/kamal-proxy\" is already in use by container \"abc\"");
    }

    @Test
    void aProxyThatNeverStartedIsReplaced() {
        sample.recording().answer("status=created", "abc");

        new BootProxy(sample.session()).run();

        sample.recording().assertInOrder(START_OR_RUN, "status=created", "docker container rm kamal-proxy && ");
        assertThat(sample.log())
                .contains("The container kamal-proxy never started, so it is replaced")
                .doesNotContain("Another deploy");
    }

    @Test
    void aProxyThatRanOnceIsLeftAlone() {
        assertThatThrownBy(() -> new BootProxy(sample.session()).run()).hasMessageContaining(PORT_TAKEN);

        sample.recording().assertNone("docker container rm");
    }
}
