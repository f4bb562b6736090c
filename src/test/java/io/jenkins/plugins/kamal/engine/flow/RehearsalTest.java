package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.bench.AgentEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    void resolvesTheVersionOfACommit() throws Exception {
        AgentEngine.in(root);

        assertThat(root.resolve("classes.jsa")).isNotEmptyFile();
        assertThat(root.resolve("rehearsal/question/events.jsonl"))
                .content()
                .contains("\"source\":\"git.example.com/rehearsal\"")
                .contains("version-resolved")
                .contains("\"exitStatus\":0");
    }

    /** Java archives only those lambda expressions that the rehearsal has reached, so it has to reach the end. */
    @Test
    void deploysToTheEnd() throws Exception {
        AgentEngine.in(root);

        assertThat(root.resolve("rehearsal/invocation/events.jsonl"))
                .content()
                .contains("Prune old containers and images")
                .contains("lock-released")
                .contains("\"exitStatus\":0");
        assertThat(root.resolve("rehearsal/invocation/commands"))
                .content()
                .contains("Renaming container")
                .contains("[web.rehearsal] Role web is healthy")
                .contains("[job.rehearsal] Role job is healthy")
                .doesNotContain("WARNING");
    }

    /** Picocli is compiled for Java 5, whose classes no archive contains as they are. */
    @Test
    void archivesPicocli() throws Exception {
        AgentEngine engine = AgentEngine.in(root);
        Path log = root.resolve("class-load.log");
        List<String> command = new ArrayList<>(engine.command("version"));
        command.add(command.indexOf("-cp"), "-Xlog:class+load:file=" + log);

        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output.log").toFile())
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(Files.readAllLines(log))
                .filteredOn(line -> line.contains(" picocli."))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(" source: shared objects file (top)"));
    }
}
