package io.jenkins.plugins.kamal.engine.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.cli.Main;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostAddresses;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sample application on the lab's real servers, and the engine's command line in its directory. */
final class RealApp {

    static final String CONFIGURATION = "config/deploy.yml";

    final RealServers lab;
    final Path project;
    final Map<String, String> environment = new HashMap<>();
    private final Path root;

    /** What a command line ended with. */
    record Result(int exitStatus, String out, String err) {}

    /** A fresh project in an empty directory, and servers to which nothing was deployed. */
    RealApp(RealServers lab, Path root) throws IOException {
        this.lab = lab;
        this.root = root;
        this.project = Files.createDirectories(root.resolve("project"));
        lab.clean();
        lab.sampleProject(project);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", home().toString());
        environment.put("TMPDIR", Files.createDirectories(root.resolve("tmp")).toString());
        environment.put("DOCKER_HOST", lab.agentDockerHost());
        environment.put("HOOK_LOG", root.resolve("hooks.log").toString());
        environment.put("KAMAL_REGISTRY_PASSWORD", lab.registry().password());
    }

    private Path home() throws IOException {
        Path home = root.resolve("home");
        Path ssh = Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(ssh.resolve("known_hosts"), lab.knownHosts());
        Files.writeString(ssh.resolve("id_ed25519"), lab.privateKey());
        Files.setPosixFilePermissions(ssh.resolve("id_ed25519"), PosixFilePermissions.fromString("rw-------"));
        return home;
    }

    /** The host keys that this user knows. */
    Path knownHosts() {
        return root.resolve("home/.ssh/known_hosts");
    }

    /** Runs the engine with these words in the project. */
    Result kamal(String... words) {
        return kamalIn(project, words);
    }

    /** Runs the engine with these words in another directory. */
    Result kamalIn(Path directory, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessContext process = new ProcessContext(
                directory,
                environment,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                HostAddresses.system());
        int exitStatus = Main.run(process, words);
        return new Result(exitStatus, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Runs the engine as a process where the agent's containers publish their ports, and insists on its exit status. */
    String kamalOnAgent(int exitStatus, String... words) {
        List<String> java = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                Main.class.getName()));
        java.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(lab.onAgent(java))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as("%s: %s", List.of(words), output).isEqualTo(exitStatus);
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** This process's own, from any directory. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Takes a registry on the agent instead of the lab's. */
    void useLocalRegistry(int port) {
        configure("  server: " + lab.registry().address() + "\n", "  server: localhost:" + port + "\n");
    }

    /** Runs the engine and insists on success. */
    Result succeed(String... words) {
        Result result = kamal(words);
        assertThat(result.exitStatus()).as("%s%n%s", result.out(), result.err()).isZero();
        return result;
    }

    /** From now on the hook fails with status 3, or no longer. */
    void failHook(String hook, boolean fails) throws IOException {
        Path file = Path.of(environment.get("HOOK_LOG") + ".fail-" + hook);
        if (fails) {
            Files.createFile(file);
        } else {
            Files.delete(file);
        }
    }

    /** The names of the hooks that ran since the last call, in their order. */
    List<String> hooks() throws IOException {
        Path log = Path.of(environment.get("HOOK_LOG"));
        if (!Files.exists(log)) {
            return List.of();
        }
        List<String> names = Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("hook "))
                .map(line -> line.substring("hook ".length()))
                .toList();
        Files.delete(log);
        return names;
    }

    /** Commits a change of what the app serves; gives the new version. */
    String change(String content) {
        write("public/note.txt", content + "\n");
        return commit();
    }

    /** Changes the configuration and commits it; what is replaced must be there. Gives the new version. */
    String configure(String text, String replacement) {
        String before = read(CONFIGURATION);
        assertThat(before).contains(text);
        write(CONFIGURATION, before.replace(text, replacement));
        return commit();
    }

    void write(String path, String content) {
        try {
            Files.createDirectories(project.resolve(path).getParent());
            Files.writeString(project.resolve(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String path) {
        try {
            return Files.readString(project.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String commit() {
        git("add", "-A");
        git("commit", "-q", "-m", "work");
        return head();
    }

    String head() {
        return git("rev-parse", "HEAD");
    }

    String git(String... words) {
        List<String> argv = new ArrayList<>(List.of("git", "-C", project.toString()));
        argv.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            assertThat(process.waitFor()).as("%s: %s", argv, output).isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
