package io.jenkins.plugins.kamal.task.launch;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import io.jenkins.plugins.kamal.task.jars.AgentJava;
import io.jenkins.plugins.kamal.task.jars.InstalledEngine;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent that systemd started has the locale C or none, and perhaps no HOME; the engine is really started there. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BareEnvironmentTest {

    private static final String CONFIGURATION = """
            service: shop
            image: lab/shop
            servers:
              - 10.0.0.1
            registry:
              server: registry.lab:5000
              username: deployer
              password:
                - KAMAL_REGISTRY_PASSWORD
            volumes:
              - "/grüße/世界:/data"
            builder:
              arch: amd64
            """;

    @TempDir
    private Path temporary;

    private Path workspace;
    private String events = "";

    @Test
    void namesAndValuesBeyondAsciiWorkInTheLocaleC() throws Exception {
        assertEngineWorks(Map.of("LANG", "C"));
        assertEngineWorks(Map.of("LC_ALL", "POSIX"));
    }

    @Test
    void namesAndValuesBeyondAsciiWorkWithoutAnyEnvironment() throws Exception {
        assertEngineWorks(Map.of());
    }

    private void assertEngineWorks(Map<String, String> environment) throws Exception {
        makeProject();
        String dump = engine(environment, "config", "--config-file=config/dëploy.yml");
        assertThat(dump).contains("/grüße/世界:/data");
        String commit = run(workspace, Map.of(), "git", "rev-parse", "HEAD").strip();
        Files.writeString(workspace.resolve("neue Übersicht 世界.txt"), "x");
        String version = engine(
                environment,
                "run-version",
                "--config-file=config/dëploy.yml",
                "--uncommitted=mark",
                "--source-id=shop");
        assertThat(version).doesNotContain("ERROR");
        assertThat(events).contains(commit, "\"event\":\"version-resolved\"");
    }

    private String engine(Map<String, String> environment, String... arguments) throws Exception {
        InvocationFiles files = new InvocationFiles(
                new FilePath(workspace.toFile()), UUID.randomUUID().toString());
        files.directory().mkdirs();
        File directory = new File(files.directory().getRemote());
        Path script = temporary.resolve("script.sh");
        Files.writeString(script, LaunchScript.of(installation(), directory.getPath(), List.of(arguments)));
        assertThat(run(workspace, environment, "/bin/sh", script.toString())).isEmpty();
        Path told = directory.toPath().resolve("events.jsonl");
        events = Files.exists(told) ? Files.readString(told) : "";
        return Files.readString(directory.toPath().resolve(InvocationFiles.LOG));
    }

    /** The engine of this test's own class path. */
    private static EngineInstallation installation() {
        return new EngineInstallation(
                new InstalledEngine(classPath(), null),
                new AgentJava(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        Runtime.version().feature(),
                        Runtime.version().toString()),
                true);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private void makeProject() throws Exception {
        workspace = Files.createDirectories(temporary.resolve(UUID.randomUUID() + "/jöb 世界"));
        Files.createDirectories(workspace.resolve("config"));
        Files.writeString(workspace.resolve("config/dëploy.yml"), CONFIGURATION);
        Files.writeString(workspace.resolve("Dockerfile"), "FROM scratch\n");
        Map<String, String> nothing = Map.of("HOME", temporary.toString(), "PATH", System.getenv("PATH"));
        run(workspace, nothing, "git", "init", "-q", "-b", "main");
        run(workspace, nothing, "git", "add", "-A");
        run(
                workspace,
                nothing,
                "git",
                "-c",
                "user.name=Lab",
                "-c",
                "user.email=lab@example.com",
                "commit",
                "-q",
                "-m",
                "The shop");
    }

    /** The agent's own Java cannot even name such a workspace. */
    @Test
    void aWorkspaceThatTheAgentsJavaCannotNameIsRefusedByName() throws Exception {
        String said = java("LC_ALL", "C");
        assertThat(said)
                .contains(
                        "AbortException: The path of the workspace contains characters that Java on the agent cannot encode")
                .contains("Start the agent with LC_ALL=C.UTF-8");
        assertThat(java("LC_ALL", "C.UTF-8")).contains("prepared");
    }

    private String java(String variable, String value) throws Exception {
        return run(
                Path.of("").toAbsolutePath(),
                Map.of(variable, value),
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                classPath(),
                Prepare.class.getName(),
                temporary.toString());
    }

    private static String run(Path directory, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    private static final class Nothing extends AgentFileWork<Void> {

        private static final long serialVersionUID = 1;

        @Override
        protected Void work(File directory) {
            return null;
        }
    }

    /** Prepares a workspace with a name beyond ASCII, in the locale that the process was started with. */
    static final class Prepare {

        public static void main(String[] arguments) {
            try {
                File workspace = new File(arguments[0], "j\u00f6b");
                new InvocationFiles(new FilePath(workspace), "1").prepareAnd(new FilePath(workspace), new Nothing());
                System.out.println("prepared");
            } catch (Exception e) {
                System.out.println(e);
            }
        }
    }
}
