package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.bench.AgentEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The run from which the class-data archive is made does what the two processes of a step do. */
@Timeout(240)
@Tag("flow")
class RehearsalTest {

    @TempDir
    private Path root;

    @Test
    void resolvesTheVersionOfACommitAndConnectsToAServer() throws Exception {
        AgentEngine.in(root);

        assertThat(root.resolve("classes.jsa")).isNotEmptyFile();
        assertThat(root.resolve("rehearsal/question/events.jsonl"))
                .content()
                .contains("\"source\":\"git.example.com/rehearsal\"")
                .contains("version-resolved")
                .contains("\"exitStatus\":0");
        assertThat(root.resolve("rehearsal/invocation/events.jsonl")).content().contains("Connect to the servers");
    }
}
