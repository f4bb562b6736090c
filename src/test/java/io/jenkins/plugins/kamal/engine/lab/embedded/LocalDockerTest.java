package io.jenkins.plugins.kamal.engine.lab.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.docker.command.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deployer's docker, called as a program. */
class LocalDockerTest {

    private static final String HOST = "10.0.0.9:5555";
    private static final String TAG = HOST + "/lab/app:v1";

    @TempDir
    Path context;

    private final SimulatedRegistry registry = new SimulatedRegistry();
    private LocalDocker docker;

    @BeforeEach
    void start() throws IOException {
        docker = LocalDocker.start(registry);
        Files.createDirectories(context.resolve("assetsdir"));
        Files.writeString(context.resolve("assetsdir/a.css"), "a");
        Files.writeString(context.resolve("Dockerfile"), """
                FROM scratch
                # a comment
                LABEL one="1 2" \\
                      two=2
                ENV A=b
                COPY assetsdir /assets
                EXPOSE 80
                CMD ["/app"]
                """);
    }

    @AfterEach
    void stop() {
        docker.close();
    }

    @Test
    void buildPushesEveryTagAndWritesTheDigest() throws Exception {
        assertThat(build("-t", TAG, "-t", HOST + "/lab/app:latest", "--metadata-file", "meta.json")
                        .exitStatus())
                .isZero();
        String digest = registry.find(TAG).orElseThrow().digest();
        assertThat(new ObjectMapper()
                        .readTree(Files.readString(context.resolve("meta.json")))
                        .get("containerimage.digest")
                        .asText())
                .isEqualTo(digest);
        assertThat(registry.tags(HOST + "/lab/app")).containsExactly("latest", "v1");
        assertThat(registry.find(HOST + "/lab/app@" + digest)).isPresent();
        SimulatedImage image = registry.find(TAG).orElseThrow();
        assertThat(image.labels()).isEqualTo(Map.of("one", "1 2", "two", "2", "service", "app"));
        assertThat(image.files()).isEqualTo(Map.of("/assets/a.css", "a"));
        assertThat(image.environment()).contains("A=b");
        assertThat(image.ports()).containsExactly("80/tcp");
    }

    @Test
    void theSameContentHasTheSameDigestAndAnotherHasAnother() throws Exception {
        build("-t", TAG);
        String first = registry.find(TAG).orElseThrow().digest();
        build("-t", TAG);
        assertThat(registry.find(TAG).orElseThrow().digest()).isEqualTo(first);
        Files.writeString(context.resolve("assetsdir/a.css"), "b");
        build("-t", TAG);
        assertThat(registry.find(TAG).orElseThrow().digest()).isNotEqualTo(first);
    }

    @Test
    void buildFailsWhereTheDockerfileCannotBeBuilt() throws Exception {
        assertThat(build("-t", TAG, "--file", "Dockerfile.none").stderr())
                .contains("failed to read dockerfile: open Dockerfile.none: no such file or directory");
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY nosuchfile /x\n");
        DockerReply reply = build("-t", TAG);
        assertThat(reply.exitStatus()).isEqualTo(1);
        assertThat(reply.stderr()).contains("\"/nosuchfile\" not found: not found");
        assertThat(registry.find(TAG)).isEmpty();
    }

    @Test
    void pushNeedsALoginWhereTheRegistryHasUsers() throws Exception {
        registry.addUser(HOST, "deployer", "s3cret");
        assertThat(build("-t", TAG).stderr()).contains("no basic auth credentials");
        DockerReply wrong = call("wrong", "login", HOST, "-u", "deployer", "--password-stdin");
        assertThat(wrong.exitStatus()).isEqualTo(1);
        assertThat(wrong.stderr()).contains("failed with status: 401 Unauthorized");
        assertThat(call("s3cret", "login", HOST, "-u", "deployer", "--password-stdin")
                        .stdout())
                .isEqualTo("Login Succeeded\n");
        assertThat(build("-t", TAG).exitStatus()).isZero();
        assertThat(docker.lines()).noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void imagetoolsTellsTheDigestOfWhatIsThere() throws Exception {
        assertThat(call("", "buildx", "imagetools", "inspect", "--format", "{{json .Manifest}}", TAG)
                        .exitStatus())
                .isEqualTo(1);
        build("-t", TAG);
        String json = call("", "buildx", "imagetools", "inspect", "--format", "{{json .Manifest}}", TAG)
                .stdout();
        assertThat(new ObjectMapper().readTree(json).get("digest").asText())
                .isEqualTo(registry.find(TAG).orElseThrow().digest());
        String raw = call("", "buildx", "imagetools", "inspect", "--raw", TAG).stdout();
        assertThat("sha256:" + Hash.of(raw))
                .isEqualTo(registry.find(TAG).orElseThrow().digest());
    }

    @Test
    void buildersAreMadeAndRemoved() throws Exception {
        assertThat(call("", "buildx", "inspect", "kamal-local").stderr())
                .isEqualTo("ERROR: no builder \"kamal-local\" found\n");
        assertThat(call("", "buildx", "create", "--name", "kamal-local", "--driver=docker-container")
                        .exitStatus())
                .isZero();
        assertThat(call("", "buildx", "inspect", "kamal-local").exitStatus()).isZero();
        assertThat(call("", "buildx", "rm", "kamal-local").exitStatus()).isZero();
        assertThat(call("", "buildx", "rm", "kamal-local").exitStatus()).isEqualTo(1);
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(call("", "compose", "up").exitStatus()).isEqualTo(125);
        assertThat(build("--nosuch", "x").stderr()).contains("does not know the option --nosuch");
    }

    private DockerReply build(String... options) throws Exception {
        List<String> argv = new ArrayList<>(List.of(
                "buildx", "build", "--output=type=registry", "--platform", "linux/amd64", "--label", "service=app"));
        argv.addAll(List.of(options));
        argv.add(".");
        return call("", argv.toArray(String[]::new));
    }

    private DockerReply call(String input, String... argv) throws Exception {
        List<String> words =
                new ArrayList<>(List.of(docker.directory().resolve("docker").toString()));
        words.addAll(List.of(argv));
        Process process = new ProcessBuilder(words).directory(context.toFile()).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new DockerReply(process.waitFor(), out, err);
    }
}
