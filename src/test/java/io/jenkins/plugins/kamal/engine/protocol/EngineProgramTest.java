package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start of the engine on an agent whose environment has options for Java. */
class EngineProgramTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseG1GC",
                "-XX:+UseParallelGC",
                "-XX:+UseShenandoahGC",
                "-XX:+UseZGC",
                "-XX:+UseG1GC -XX:G1HeapRegionSize=4m",
                "-Xms64m -XX:NewSize=40m",
                "-Xmn64m",
                "-Xmx16m",
                "-XX:MaxRAM=64m"
            })
    void javaStartsWithoutAWarningWhateverTheAgentsJavaIsTold(String options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        // For the garbage collectors that this Java may not have.
        String known = "-XX:+IgnoreUnrecognizedVMOptions " + options;
        command.addAll(EngineProgram.JAVA_OPTIONS);
        command.add("-version");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("JAVA_TOOL_OPTIONS", known));
        Process java = builder.start();

        String printed = new String(java.getInputStream().readAllBytes());

        assertThat(java.waitFor()).as(printed).isZero();
        assertThat(printed).doesNotContainIgnoringCase("warning");
    }
}
