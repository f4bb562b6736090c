package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.Needs;
import io.jenkins.plugins.kamal.engine.ShippedClassPath;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** A deploy in a Java of its own on a real terminal, which {@code script} makes, and without one. */
@Timeout(240)
@Tag("flow")
class ProgressFlowTest {

    private static final String ERASE = "\r\u001B[K";
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

    @TempDir
    private Path root;

    @Test
    void aTerminalShowsTheProgressInALineThatIsRewritten() throws Exception {
        String picture = onTerminal(XTERM, "deploy", "--skip-hooks");

        assertThat(picture)
                .contains("\u001B[1m==> Boot the app\u001B[0m")
                .containsPattern("Boot the app: 0 of 3 hosts done, \\d+ s\u001B\\[\\?7h\r\u001B\\[K")
                .containsPattern("Boot the app: 2 of 3 hosts done \\(waiting for 10\\.0\\.0\\.\\d\\), \\d+ s")
                .contains("Pull the image: 1 of 3 hosts done");
        assertThat(afterRewriting(picture)).contains("Finished all in").doesNotContain("hosts done");
    }

    @Test
    void aTerminalWithoutColorsShowsTheProgressToo() throws Exception {
        String picture = onTerminal(Map.of("TERM", "xterm", "NO_COLOR", "1"), "deploy", "--skip-hooks");

        assertThat(picture).contains(ERASE, "of 3 hosts done").doesNotContain("\u001B[1m");
    }

    @Test
    void aDumbTerminalGetsTextAlone() throws Exception {
        assertThat(onTerminal(Map.of("TERM", "dumb"), "deploy", "--skip-hooks"))
                .contains("==> Boot the app", "Finished all in")
                .doesNotContain("\u001B", "hosts done");
    }

    @Test
    void aContinuousIntegrationGetsNoProgressEvenOnATerminal() throws Exception {
        assertThat(onTerminal(Map.of("TERM", "xterm", "CI", "true"), "deploy", "--skip-hooks"))
                .contains("Finished all in")
                .doesNotContain(ERASE, "hosts done");
    }

    @Test
    void aFileGetsTextAlone() throws Exception {
        try (DeployLab lab = DeployLab.start(root, 4)) {
            assertThat(output(lab, XTERM, engine(lab, "deploy", "--skip-hooks")))
                    .contains("==> Boot the app", "Finished all in")
                    .doesNotContain("\u001B", "hosts done");
        }
    }

    @Test
    void anErrorIsRedOnATerminal() throws Exception {
        assertThat(onTerminal(XTERM, "exex")).startsWith("\u001B[31mERROR:\u001B[0m `kamal` has no command exex");
        assertThat(onTerminal(XTERM, "deploy", "--version", "no such version"))
                .contains("\u001B[31mERROR:\u001B[0m ")
                .doesNotContain("hosts done");
    }

    /** The picture without the lines that were erased. */
    private static String afterRewriting(String picture) {
        return Stream.of(picture.split("\r?\n"))
                .map(line -> line.substring(line.lastIndexOf(ERASE) < 0 ? 0 : line.lastIndexOf(ERASE) + ERASE.length()))
                .collect(Collectors.joining("\n"));
    }

    private String onTerminal(Map<String, String> environment, String... words) throws Exception {
        Needs.skipUnless(Files.isExecutable(Path.of("/usr/bin/script")), "There is no program `script` (util-linux)");
        Path folder = Files.createTempDirectory(root, "lab");
        try (DeployLab lab = DeployLab.start(folder, 4)) {
            String line =
                    engine(lab, words).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
            return output(lab, environment, List.of("/usr/bin/script", "-qec", line, "/dev/null"));
        }
    }

    private static List<String> engine(DeployLab lab, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                ShippedClassPath.with(EngineAgainstPorts.class),
                EngineAgainstPorts.class.getName(),
                EngineAgainstPorts.describe(lab.servers.ports())));
        command.addAll(List.of(words));
        return command;
    }

    private String output(DeployLab lab, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        File output = Files.createTempFile(root, "output", ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(lab.project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(lab.environment);
        builder.environment().putAll(environment);
        builder.environment().put("SHELL", "/bin/sh");
        builder.start().waitFor();
        return Files.readString(output.toPath(), StandardCharsets.UTF_8);
    }
}
