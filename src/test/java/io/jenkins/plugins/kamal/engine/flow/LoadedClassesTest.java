package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.ShippedClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many classes of the engine and its libraries a command loads, in a Java of its own. Loading a class costs about
 * 0.2 ms of the processor at each start. The budgets are 10 % over what was reached; who exceeds one looks for what is
 * loaded without need ({@code -Xlog:class+load}).
 */
@Timeout(240)
@Tag("flow")
class LoadedClassesTest {

    private static final long CONFIG_BUDGET = 537;
    private static final long DEPLOY_BUDGET = 1720;
    private static final long STEP_BUDGET = 2632;

    @TempDir
    private Path root;

    @Test
    void configStaysInItsBudget() throws Exception {
        try (DeployLab lab = DeployLab.start(root, 1)) {
            List<String> loaded = loadedBy(lab, "config", "--version", "v1");
            assertThat(loaded).noneMatch(name -> name.startsWith("org.eclipse.jgit."));
            assertThat(loaded).noneMatch(name -> name.startsWith("com.fasterxml.jackson.databind."));
            assertThat(loaded).noneMatch(name -> name.startsWith("org.apache.sshd."));
            assertThat((long) loaded.size()).isLessThanOrEqualTo(CONFIG_BUDGET);
        }
    }

    @Test
    void deployStaysInItsBudget() throws Exception {
        try (DeployLab lab = DeployLab.start(root, 4)) {
            lab.succeed("deploy", "--skip-hooks");
            List<String> loaded = loadedBy(lab, "deploy", "--skip-push", "--skip-hooks");
            assertThat(loaded).noneMatch(name -> name.startsWith("com.fasterxml.jackson.databind."));
            assertThat((long) loaded.size()).isLessThanOrEqualTo(DEPLOY_BUDGET);
        }
    }

    /** What a step starts writes events, which needs JSON. */
    @Test
    void deployOfAStepStaysInItsBudget() throws Exception {
        try (DeployLab lab = DeployLab.start(root, 4)) {
            lab.succeed("deploy", "--skip-hooks");
            Path invocation = lab.invocation("step");
            List<String> loaded =
                    loadedBy(lab, "--invocation", invocation.toString(), "deploy", "--skip-push", "--skip-hooks");
            assertThat((long) loaded.size()).isLessThanOrEqualTo(STEP_BUDGET);
        }
    }

    /** Only a hook that calls kamal needs it. */
    @Test
    void hooksLoadNoJson() throws Exception {
        try (DeployLab lab = DeployLab.start(root, 4)) {
            lab.succeed("deploy");
            assertThat(loadedBy(lab, "deploy", "--skip-push"))
                    .contains("io.jenkins.plugins.kamal.engine.cli.parent.CallDirectory")
                    .noneMatch(name -> name.startsWith("com.fasterxml.jackson.databind."));
        }
    }

    private List<String> loadedBy(DeployLab lab, String... words) throws Exception {
        Path log = root.resolve("class-load.log");
        Map<String, Integer> ports = lab.servers.ports();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:class+load:file=" + log,
                "-cp",
                ShippedClassPath.with(EngineAgainstPorts.class),
                EngineAgainstPorts.class.getName(),
                EngineAgainstPorts.describe(ports)));
        command.addAll(List.of(words));
        Path output = root.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(lab.project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(lab.environment);
        assertThat(builder.start().waitFor()).as(Files.readString(output)).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" source: file:"))
                    .map(line -> line.replaceFirst(".*\\] ", "").replaceFirst(" source: .*", ""))
                    .collect(Collectors.toList());
        }
    }
}
