package io.jenkins.plugins.kamal.task.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import io.jenkins.plugins.kamal.task.jars.AgentJava;
import io.jenkins.plugins.kamal.task.jars.InstalledEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that looks for a Java, run by this machine's shell; each Java is a script that says who it is. */
class LaunchScriptTest {

    @TempDir
    private Path temporary;

    private Path directory;
    private boolean onAgent;
    private Path bin;

    @BeforeEach
    void makeDirectories() throws IOException {
        directory = Files.createDirectories(temporary.resolve("it's a job@tmp").resolve("kamal-1"));
        bin = Files.createDirectories(temporary.resolve("bin"));
        for (String tool : List.of("sed", "head", "sh")) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/bin", tool));
        }
    }

    @Test
    void theAgentsOwnJavaComesFirst() throws Exception {
        Path agents = java("agent", "openjdk version \"21.0.2\" 2024-01-16");
        java("home", "openjdk version \"17.0.1\"");
        assertThat(run(agents, Map.of("JAVA_HOME", temporary.resolve("home").toString())))
                .isZero();
        assertThat(log()).startsWith("agent runs");
    }

    @Test
    void javaHomeIsTakenWhereTheAgentsJavaIsMissing() throws Exception {
        java("home", "java version \"17\" 2021-09-14 LTS");
        assertThat(run(missing(), Map.of("JAVA_HOME", temporary.resolve("home").toString())))
                .isZero();
        assertThat(log()).startsWith("home runs");
    }

    @Test
    void javaOnThePathIsTakenLast() throws Exception {
        Files.createSymbolicLink(bin.resolve("java"), java("path", "openjdk version \"22-ea\" 2024-03-19"));
        Path old = java("home", "java version \"1.8.0_392\"");
        assertThat(run(
                        missing(),
                        Map.of("JAVA_HOME", old.getParent().getParent().toString())))
                .isZero();
        assertThat(log()).startsWith("path runs");
    }

    @Test
    void whatAJavaSaysBeforeItsVersionIsPassedOver() throws Exception {
        Path agents = java("agent", "Picked up JAVA_TOOL_OPTIONS: -Dversion=\"5\"\nopenjdk version \"17.0.9\"");
        assertThat(run(agents, Map.of())).isZero();
        assertThat(log()).startsWith("agent runs");
    }

    @Test
    void onlyTooOldJavasAreNamed() throws Exception {
        Path agents = java("agent", "openjdk version \"11.0.22\" 2024-01-16");
        assertThat(run(agents, Map.of())).isEqualTo(127);
        assertThat(log())
                .startsWith(
                        "ERROR: There is no Java 17 or newer here: " + agents
                                + " is too old. The Kamal engine runs where the step runs: add Java to the image of the container");
    }

    @Test
    void noJavaAtAll() throws Exception {
        assertThat(run(missing(), Map.of())).isEqualTo(127);
        assertThat(log())
                .isEqualTo(
                        "ERROR: There is no Java 17 or newer here. The Kamal engine runs where the step runs: add Java to the"
                                + " image of the container (apk add openjdk17-jre-headless, or apt-get install"
                                + " openjdk-17-jre-headless), set JAVA_HOME, or call the step outside of the container\n");
    }

    @Test
    void theEngineGetsItsArgumentsAsTheyAre() throws Exception {
        Path agents = java("agent", "openjdk version \"17.0.1\"");
        Files.createDirectories(directory.resolve("lib"));
        assertThat(run(agents, Map.of(), "deploy", "--hosts", "a b,*", "--version", "it's $HOME `id`"))
                .isZero();
        assertThat(log().lines())
                .endsWith(
                        directory + "/lib/engine.jar",
                        "io.jenkins.plugins.kamal.engine.cli.Main",
                        "--invocation",
                        directory.toString(),
                        "deploy",
                        "--hosts",
                        "a b,*",
                        "--version",
                        "it's $HOME `id`");
    }

    @Test
    void aLocaleWithoutUtf8GetsOne() throws Exception {
        Path agents = java("agent", "openjdk version \"17.0.1\"");
        assertThat(run(agents, Map.of("LANG", "C"))).isZero();
        assertThat(log()).contains("LC_CTYPE is C.UTF-8", "LC_ALL is \n");
    }

    @Test
    void aLocaleWithUtf8IsKept() throws Exception {
        Path agents = java("agent", "openjdk version \"17.0.1\"");
        assertThat(run(agents, Map.of("LANG", "de_DE.UTF-8"))).isZero();
        assertThat(log()).contains("LC_CTYPE is \n");
    }

    @Test
    void theEnginesMemoryIsItsOwn() throws Exception {
        Path agents = java("agent", "openjdk version \"17.0.1\"");
        assertThat(run(agents, Map.of())).isZero();
        assertThat(log()).contains("-XX:+DisableAttachMechanism", "core 0\n");
    }

    @Test
    void theReleaseFileOfAJavaIsReadInsteadOfStartingIt() throws Exception {
        Path agents = java("agent", "openjdk version \"11.0.1\"");
        Files.writeString(temporary.resolve("agent/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"21.0.2\"\n");
        assertThat(run(agents, Map.of())).isZero();
        assertThat(log()).startsWith("agent runs");
    }

    @Test
    void whereTheAgentRunsItsJavaIsStartedOnceWithTheArchive() throws Exception {
        onAgent = true;
        Path agents = java("agent", "openjdk version \"11.0.1\"");
        assertThat(run(agents, Map.of("JAVA_HOME", temporary.resolve("home").toString()), "deploy"))
                .isZero();
        assertThat(log().lines())
                .startsWith("agent runs")
                .contains("-XX:SharedArchiveFile=/agent/it's an archive", "-Xlog:disable", "/agent/engine.jar");
    }

    private EngineInstallation installation(Path agentJava) {
        AgentJava java = new AgentJava(agentJava.toString(), 21, "a build");
        InstalledEngine engine = onAgent
                ? new InstalledEngine("/agent/engine.jar", "/agent/it's an archive")
                : new InstalledEngine(directory + "/lib/engine.jar", null);
        return new EngineInstallation(engine, java, onAgent);
    }

    private Path missing() {
        return temporary.resolve("missing/bin/java");
    }

    private Path java(String name, String version) throws IOException {
        Path java =
                Files.createDirectories(temporary.resolve(name).resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then printf '%%s\\n' '%s' >&2; exit 0; fi
                echo "%s runs"
                echo "LC_CTYPE is $LC_CTYPE"
                echo "LC_ALL is $LC_ALL"
                echo "core $(ulimit -c)"
                printf '%%s\\n' "$@"
                """.formatted(version, name));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return java;
    }

    private int run(Path agentJava, Map<String, String> environment, String... arguments) throws Exception {
        Path script = temporary.resolve("script.sh");
        Files.writeString(script, LaunchScript.of(installation(agentJava), directory.toString(), List.of(arguments)));
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .as("everything is in the log")
                .isEmpty();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve(InvocationFiles.LOG));
    }
}
