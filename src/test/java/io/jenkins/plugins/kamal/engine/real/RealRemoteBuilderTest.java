package io.jenkins.plugins.kamal.engine.real;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another machine builds, reached with a key that was handed over and is on no disk of the agent; base image and result
 * are in a registry on the agent.
 */
@Tag("real")
class RealRemoteBuilderTest {

    private static final int PORT = 5556;
    private static final String BASE = "localhost:" + PORT + "/lab/busybox:1.37";

    @TempDir
    private Path root;

    private RealServers lab;
    private RealApp app;
    private Server builder;
    private int invocations;

    @BeforeEach
    void makeApp() throws Exception {
        lab = RealServers.require();
        lab.loadBuildKit();
        app = new RealApp(lab, root);
        builder = lab.server(3);
        Files.delete(root.resolve("home/.ssh/id_ed25519"));
        Files.delete(app.knownHosts());
        app.useLocalRegistry(PORT);
        app.write("Dockerfile", "FROM " + BASE + "\nCOPY app /app\nCOPY public /www\nEXPOSE 80\nCMD [\"/app\"]\n");
        kamal(0, "registry", "setup");
        lab.agentDocker("tag", "busybox:1.37", BASE);
        lab.agentDocker("push", "--quiet", BASE);
    }

    @AfterEach
    void removeRegistry() throws IOException {
        kamal(0, "registry", "remove");
    }

    @Test
    void buildsElsewhereAndInBothPlaces() throws Exception {
        buildAt("arch: amd64\n  local: false");
        String version = app.head();
        assertThat(kamal(0, "deploy")).contains("Forwarding port " + PORT, "serves " + version + " (digest proven)");
        assertThat(builders())
                .containsExactly("buildx_buildkit_kamal-remote-ssh---root-" + name() + "-local-registry0");
        assertThat(kamal(0, "build", "details"))
                .contains("Builder: remote", "ssh://root@" + builder.address(), "running");
        kamal(0, "build", "remove");
        assertThat(builders()).isEmpty();
        assertNoKeyIsLeft();

        app.configure("local: false", "local: true");
        version = app.configure("arch: amd64", "arch: [amd64, arm64]");
        kamal(0, "build", "create");
        assertThat(kamal(0, "build", "deliver")).contains("with digest sha256:");
        assertThat(lab.docker(lab.server(0), "image", "ls", "--format", "{{.Repository}}:{{.Tag}}"))
                .contains("localhost:" + PORT + "/lab/myapp:" + version);
        kamal(0, "build", "remove");
        assertThat(builders()).isEmpty();
        assertNoKeyIsLeft();
    }

    @Test
    void withoutTheKeyNothingIsBuilt() throws Exception {
        buildAt("arch: amd64\n  local: false");
        assertThat(app.kamalOnAgent(1, "build", "push", "-v"))
                .contains("The remote builder ssh://root@" + builder.address()
                        + " (builder/remote) cannot be logged in to")
                .doesNotContain("buildx build");
    }

    private void buildAt(String how) {
        app.configure(
                "  arch: amd64\n  driver: docker\n", "  " + how + "\n  remote: ssh://root@" + builder.address() + "\n");
    }

    private String name() {
        return builder.address().replace('.', '-');
    }

    private List<String> builders() {
        return lab.docker(builder, "ps", "--all", "--filter", "name=buildx_buildkit", "--format", "{{.Names}}")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** As the plugin starts the engine: what must not be seen travels in a file that is deleted at once. */
    private String kamal(int exitStatus, String... words) throws IOException {
        Path invocation = Files.createDirectories(root.resolve("invocations/" + invocations++));
        Path secrets = Files.createFile(
                invocation.resolve(InvocationDirectory.SECRETS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Handover handover = new Handover(
                "root", List.of(new Handover.SshKey(lab.privateKey(), null)), lab.knownHosts(), null, Map.of());
        Files.writeString(secrets, handover.toJson());
        return app.kamalOnAgent(
                exitStatus,
                Stream.concat(Stream.of("--invocation", invocation.toString()), Stream.of(words))
                        .toArray(String[]::new));
    }

    private void assertNoKeyIsLeft() throws IOException {
        String secret = lab.privateKey().lines().skip(1).findFirst().orElseThrow();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
        try (Stream<Path> left = Files.list(root.resolve("tmp"))) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(file -> file.startsWith("kamal-ssh"));
        }
    }
}
