package io.jenkins.plugins.kamal.engine.lab.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * The contract, held by a real engine: the agent's of the lab, with a registry on its loopback. It touches nothing but
 * containers and networks named {@code contract-…} and its own repository.
 */
@Tag("real")
class RealDockerContractTest extends DockerContract {

    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final String DOCKERFILE = """
            FROM scratch
            COPY busybox /bin/busybox
            COPY assets /assets
            LABEL service=contract
            EXPOSE 80
            CMD %s
            """;

    @TempDir
    static Path work;

    private static RealServers lab;
    private static String repository = "";
    private static Optional<Process> registry = Optional.empty();

    // Kept for each test: an assumption that fails before all of them leaves no trace in the report.
    private static String missing = "";

    @BeforeAll
    static void prepare() throws Exception {
        try {
            startRegistryAndBuildImages();
        } catch (TestAbortedException e) {
            missing = e.getMessage();
        }
    }

    private static void startRegistryAndBuildImages() throws Exception {
        lab = RealServers.require();
        assumeTrue(Files.isExecutable(BUSYBOX), "no static busybox at " + BUSYBOX + " (Debian: busybox-static)");
        startRegistry();
        build("v1", "[\"/bin/busybox\", \"sleep\", \"600\"]");
        build("crash", "[\"/bin/busybox\", \"sh\", \"-c\", \"echo boot; exit 1\"]");
    }

    @AfterAll
    static void stopRegistry() throws Exception {
        registry.ifPresent(Process::destroy);
        if (!repository.isEmpty()) {
            run(work, List.of("image", "rm", "--force", repository + ":v1", repository + ":crash"));
        }
    }

    @BeforeEach
    void requireEngine() throws Exception {
        assumeTrue(missing.isEmpty(), missing);
        clean();
    }

    @AfterEach
    void cleanUnlessSkipped() throws Exception {
        if (missing.isEmpty()) {
            clean();
        }
    }

    private static void clean() throws Exception {
        List<String> containers = ids("ps", "-aq", "--filter", "name=^contract-");
        if (!containers.isEmpty()) {
            run(work, prepend(List.of("rm", "-f"), containers));
        }
        containers = ids("ps", "-aq", "--filter", "ancestor=" + repository + ":v1");
        if (!containers.isEmpty()) {
            run(work, prepend(List.of("rm", "-f"), containers));
        }
        run(work, List.of("network", "rm", "contract-net"));
        run(work, List.of("image", "prune", "--all", "--force", "--filter", "label=service=contract"));
    }

    private static List<String> ids(String... argv) throws Exception {
        return run(work, List.of(argv)).stdout().lines().toList();
    }

    private static List<String> prepend(List<String> first, List<String> more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(more);
        return all;
    }

    @Override
    DockerReply docker(List<String> argv) throws Exception {
        return run(directory, argv);
    }

    @Override
    String repository() {
        return repository;
    }

    @Override
    List<String> env() {
        return List.of("/bin/busybox", "env");
    }

    private static void startRegistry() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path configuration = Files.writeString(
                work.resolve("registry.yml"),
                "version: 0.1\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: '127.0.0.1:%d'}\n"
                        .formatted(work.resolve("registry"), port));
        Process process = new ProcessBuilder(lab.onAgent(List.of("docker-registry", "serve", configuration.toString())))
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("registry.log").toFile())
                .start();
        registry = Optional.of(process);
        repository = "127.0.0.1:" + port + "/lab/contract";
        awaitPort(port);
    }

    private static void awaitPort(int port) throws Exception {
        List<String> connect = lab.onAgent(List.of("bash", "-c", ": < /dev/tcp/127.0.0.1/" + port));
        for (int i = 0; i < 100; i++) {
            if (new ProcessBuilder(connect).start().waitFor() == 0) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the registry did not start, see " + work.resolve("registry.log"));
    }

    private static void build(String tag, String command) throws Exception {
        Path context = Files.createDirectories(work.resolve("context-" + tag));
        Files.createDirectories(context.resolve("assets"));
        Files.writeString(context.resolve("assets/a.css"), "a");
        Files.copy(BUSYBOX, context.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(context.resolve("Dockerfile"), DOCKERFILE.formatted(command));
        require(run(work, List.of("build", "--quiet", "--tag", repository + ":" + tag, context.toString())));
        require(run(work, List.of("push", repository + ":" + tag)));
    }

    private static void require(DockerReply reply) {
        if (!reply.succeeded()) {
            throw new IllegalStateException(reply.stdout() + reply.stderr());
        }
    }

    private static DockerReply run(Path directory, List<String> argv) throws Exception {
        List<String> words = new ArrayList<>(List.of("docker"));
        words.addAll(argv);
        Path out = Files.createTempFile(work, "out", "");
        Path err = Files.createTempFile(work, "err", "");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("DOCKER_HOST", lab.agentDockerHost());
        builder.environment().put("DOCKER_CONFIG", work.resolve("config").toString());
        builder.environment().put("DOCKER_BUILDKIT", "0");
        int status = builder.start().waitFor();
        return new DockerReply(
                status, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
