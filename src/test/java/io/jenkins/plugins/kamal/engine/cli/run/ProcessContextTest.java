package io.jenkins.plugins.kamal.engine.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostAddresses;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessContextTest {

    /** Else {@code .ssh/known_hosts} of the workspace would be the user's. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ".", "relative"})
    void theHomeIsNeverInTheWorkspace(String home) {
        Map<String, String> environment = new HashMap<>();
        if (home != null) {
            environment.put("HOME", home);
        }

        assertThat(context(environment).home()).isEqualTo(Path.of(System.getProperty("user.home")));
    }

    private static ProcessContext context(Map<String, String> environment) {
        return new ProcessContext(Path.of("/work"), environment, System.out, System.err, HostAddresses.system());
    }
}
