package io.jenkins.plugins.kamal.engine.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.cli.InProcess;
import io.jenkins.plugins.kamal.engine.deploy.run.Terminal;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServers;
import io.jenkins.plugins.kamal.engine.lab.embedded.LocalDocker;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.EventJson;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import java.io.IOException;
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

/**
 * An agent with a project (a real git repository) and a home, a simulated docker, and servers: everything that a whole
 * command line of the engine needs.
 */
public final class DeployLab implements AutoCloseable {

    static final String REGISTRY = "10.0.0.9:5555";
    public static final String IMAGE = REGISTRY + "/lab/myapp";
    static final String PASSWORD = "s3cret-pw";
    static final String APP_SECRET = "top 'secret' value";
    static final String DB_PASSWORD = "dbpw-7431";
    public static final List<String> SECRETS = List.of(PASSWORD, APP_SECRET, DB_PASSWORD);
    static final List<String> HOOKS =
            List.of("pre-connect", "pre-build", "pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy");

    /** The project of the recordings, with little patience. */
    static final String CONFIGURATION = """
            service: myapp
            image: lab/myapp
            servers:
              web:
                hosts:
                  - 10.0.0.1
                  - 10.0.0.2
              job:
                hosts:
                  - 10.0.0.3
                cmd: /app job
            proxy:
              host: app.lab
              app_port: 80
            registry:
              server: 10.0.0.9:5555
              username: deployer
              password:
                - KAMAL_REGISTRY_PASSWORD
            builder:
              arch: amd64
              driver: docker
            env:
              clear:
                GREETING: "hello world"
              secret:
                - APP_SECRET
            accessories:
              db:
                image: 10.0.0.9:5555/lab/db:1
                host: 10.0.0.4
                env:
                  secret:
                    - DB_PASSWORD
            readiness_delay: 0
            deploy_timeout: 3
            """;

    private static final String HOOK = """
            #!/bin/sh
            hook=$(basename "$0")
            { echo "=== $hook $(date +%s.%N)"; env | grep -E '^KAMAL_|^APP_SECRET|^DB_PASSWORD|^VERSION' | sort; } >> "$LAB/hooks.log"
            echo "hook $hook says hi and $APP_SECRET"
            if [ -f "$LAB/do-$hook" ]; then . "$LAB/do-$hook"; fi
            """;

    final SimulatedRegistry registry = new SimulatedRegistry();
    final EmbeddedServers servers;
    final LocalDocker docker = LocalDocker.start(registry);
    final Path root;
    final Path project;
    final Map<String, String> environment = new HashMap<>();
    Terminal terminal = Terminal.NONE;
    private String configuration = CONFIGURATION;

    /** What a command line ended with. */
    public record Result(int exitStatus, String out, String err) {}

    /** What a hook was told. */
    public record HookCall(String hook, double time, Map<String, String> environment) {}

    private DeployLab(Path root, int count) throws IOException {
        this.root = root;
        this.project = Files.createDirectories(root.resolve("project"));
        this.servers = EmbeddedServers.start(registry, count);
        registry.addUser(REGISTRY, "deployer", PASSWORD);
        makeHome();
        environment.put("PATH", docker.directory() + ":" + System.getenv("PATH"));
        environment.put("HOME", root.resolve("home").toString());
        environment.put("TMPDIR", Files.createDirectories(root.resolve("tmp")).toString());
        environment.put("LAB", root.toString());
        makeProject();
    }

    static DeployLab start(Path root) {
        return start(root, 4);
    }

    static DeployLab start(Path root, int servers) {
        try {
            return new DeployLab(root, servers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeHome() throws IOException {
        Path ssh = Files.createDirectories(root.resolve("home/.ssh"));
        Files.writeString(ssh.resolve("known_hosts"), servers.knownHosts());
        Files.writeString(ssh.resolve("id_ed25519"), servers.privateKey());
        Files.setPosixFilePermissions(ssh.resolve("id_ed25519"), PosixFilePermissions.fromString("rw-------"));
    }

    private void makeProject() {
        write("config/deploy.yml", CONFIGURATION);
        write("Dockerfile", "FROM scratch\nCOPY version.txt /version.txt\nEXPOSE 80\nCMD [\"/app\"]\n");
        write("version.txt", "1\n");
        secrets(
                "KAMAL_REGISTRY_PASSWORD=" + PASSWORD,
                "APP_SECRET=\"top 'secret' $(echo value)\"",
                "DB_PASSWORD=" + DB_PASSWORD);
        HOOKS.forEach(this::hook);
        git("init", "-q", "-b", "main");
        git("config", "user.name", "Lab Person");
        git("config", "user.email", "lab@example.com");
        commit();
    }

    private void hook(String name) {
        write(".kamal/hooks/" + name, HOOK);
        project.resolve(".kamal/hooks/" + name).toFile().setExecutable(true);
    }

    /** Writes the file of secrets. */
    void secrets(String... lines) {
        write(".kamal/secrets", String.join("\n", lines) + "\n");
    }

    /** Writes a file of the project. */
    void write(String path, String content) {
        write(project.resolve(path), content);
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the configuration and commits it; what is replaced must be there. */
    public void configure(String text, String replacement) {
        assertThat(configuration).contains(text);
        configuration = configuration.replace(text, replacement);
        write("config/deploy.yml", configuration);
        commit();
    }

    /** From now on the hook does this too. */
    public void whenHook(String hook, String script) {
        write(root.resolve("do-" + hook), script + "\n");
    }

    /** A new commit with another content of the app; gives its SHA. */
    public String change(String content) {
        write("version.txt", content + "\n");
        return commit();
    }

    String commit() {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", "work");
        return head();
    }

    public String head() {
        return git("rev-parse", "HEAD");
    }

    String git(String... words) {
        List<String> argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(words));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(argv).directory(project.toFile()).redirectErrorStream(true);
            builder.environment().put("HOME", root.resolve("home").toString());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            assertThat(process.waitFor()).as("%s: %s", argv, output).isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs the engine with these words in the project. What it reports to the plugin is shown as the plugin shows it. */
    public Result kamal(String... words) {
        InProcess.Result result = InProcess.run(project, environment, servers.ports(), List.of(words), terminal);
        return new Result(result.exitStatus(), result.out(), result.err() + reported(List.of(words), result));
    }

    private static String reported(List<String> words, InProcess.Result result) {
        int option = words.indexOf("--invocation");
        if (option < 0 || !result.err().isEmpty()) {
            return "";
        }
        Path invocation = Path.of(words.get(option + 1));
        if (!Files.exists(invocation.resolve(InvocationDirectory.EVENTS))) {
            // A command such as init, which works on no server and tells nothing.
            return "";
        }
        return events(invocation, DeployEvent.CommandFinished.class).stream()
                .map(DeployEvent.CommandFinished::message)
                .filter(message -> !message.isEmpty())
                .map(message -> "ERROR: " + message + "\n")
                .collect(Collectors.joining());
    }

    /** Runs the engine and insists on success. */
    public Result succeed(String... words) {
        Result result = kamal(words);
        assertThat(result.exitStatus()).as("%s%n%s", result.out(), result.err()).isZero();
        return result;
    }

    EmbeddedServer server(int number) {
        return servers.server("10.0.0." + number);
    }

    /** The containers of the app that run on a server, without the proxy. */
    public List<String> running(int number) {
        return server(number).docker().running().keySet().stream()
                .filter(name -> name.startsWith("myapp-"))
                .toList();
    }

    /** The name of the container that the proxy of a server sends requests to. */
    String served(int number) {
        String target = server(number).docker().services().get("myapp-web").target();
        return server(number)
                .docker()
                .run("inspect", "--format", "{{.Name}}", target.replaceFirst(":.*", ""))
                .stdout()
                .strip()
                .replaceFirst("^/", "");
    }

    /** Whether the deploy lock is held on the primary host. */
    boolean isLocked() {
        return Files.exists(lockDirectory());
    }

    Path lockDirectory() {
        return server(1).home().resolve(".kamal/lock-myapp");
    }

    /** The hooks that ran since the lab was made, in their order. */
    public List<HookCall> hooks() {
        try {
            Path log = root.resolve("hooks.log");
            return Files.exists(log) ? hooks(Files.readAllLines(log)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<HookCall> hooks(List<String> lines) {
        List<HookCall> calls = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("=== ")) {
                String[] words = line.split(" ");
                calls.add(new HookCall(words[1], Double.parseDouble(words[words.length - 1]), new HashMap<>()));
            } else {
                int equals = line.indexOf('=');
                calls.get(calls.size() - 1).environment().put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return calls;
    }

    public List<String> hookNames() {
        return hooks().stream().map(HookCall::hook).toList();
    }

    /** Forgets what was seen so far. */
    void forget() {
        servers.all().forEach(EmbeddedServer::forget);
        try {
            Files.deleteIfExists(root.resolve("hooks.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new directory for an invocation, as the plugin makes it. */
    Path invocation(String name) {
        try {
            return Files.createDirectories(root.resolve("invocations").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<NumberedEvent> events(Path invocation) {
        try {
            return Files.readAllLines(invocation.resolve(InvocationDirectory.EVENTS)).stream()
                    .map(EventJson::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events of one kind. */
    static <E extends DeployEvent> List<E> events(Path invocation, Class<E> kind) {
        return events(invocation).stream()
                .map(NumberedEvent::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Override
    public void close() {
        docker.close();
        servers.close();
    }

    /** The files in the homes of the servers, with the times of their last change. */
    List<String> filesOfServers() throws IOException {
        List<String> files = new ArrayList<>();
        for (EmbeddedServer server : servers.all()) {
            try (Stream<Path> paths = Files.walk(server.home())) {
                for (Path path : paths.sorted().toList()) {
                    files.add(path + " " + Files.getLastModifiedTime(path));
                }
            }
        }
        return files;
    }
}
