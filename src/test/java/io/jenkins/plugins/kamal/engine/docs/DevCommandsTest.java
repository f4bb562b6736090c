package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./dev} explains its commands, and refuses those that it does not have. */
class DevCommandsTest {

    @ParameterizedTest
    @ValueSource(strings = {"demo", "package", "doctor", "kamal", "pictures", "test", "bench", "lab"})
    void explainsEveryCommand(String command) throws Exception {
        assertThat(run("./dev")).contains("./dev " + command);
    }

    @Test
    void explainsTheCommandsWhereOneIsUnknown() throws Exception {
        assertThat(run("./dev", "no-such-command")).contains("./dev test");
    }

    private static String run(String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}
