package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import io.jenkins.plugins.kamal.task.invocation.InvocationUpdate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The wait for the first output of an engine, with this machine as the agent. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FirstOutputTest {

    @TempDir
    private Path temporary;

    private final EngineProcess process = new EngineProcess("1", null);
    private final FirstOutput output = new FirstOutput();
    private FilePath workspace;
    private Path directory;

    @BeforeEach
    void makeWorkspace() {
        workspace = new FilePath(temporary.resolve("shop").toFile());
        directory = temporary.resolve("shop@tmp/kamal-1");
    }

    @Test
    void theReplyOfTheAgentHasTheFirstLine() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("log"), "the first line\n");
        assertThat(reply().log().text()).isEqualTo("the first line\n");
        assertThat(output.take()).as("once").isNull();
    }

    @Test
    void nobodyWaitsForASilentEngineForever() throws Exception {
        for (int wait = 0; wait < 4; wait++) {
            assertThat(reply()).isNotNull();
        }
        assertThat(reply()).isNull();
    }

    private InvocationUpdate reply() throws Exception {
        while (output.isAwaited(process, workspace)) {
            TimeUnit.MILLISECONDS.sleep(FirstOutput.GLANCE_MILLIS);
        }
        return output.take();
    }
}
