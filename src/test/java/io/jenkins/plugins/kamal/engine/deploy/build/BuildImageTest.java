package io.jenkins.plugins.kamal.engine.deploy.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildImageTest {

    private static final String IMAGE = "10.99.0.1:5555/lab/myapp:123";
    private static final String INSPECT = "localhost: docker buildx imagetools inspect " + IMAGE;
    private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));

    @TempDir
    Path directory;

    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void makeProject() throws IOException {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        sample = new SampleSession(directory);
        recording = sample.recording()
                .answer(
                        INSPECT,
                        "{\"manifest\":{\"digest\":\"" + DIGEST.value()
                                + "\"},\"image\":{\"config\":{\"Labels\":{\"service\":\"myapp\"}}}}");
    }

    @Test
    void checksDockerLogsInRunsTheHookBuildsAndAsksForTheDigest() {
        sample.hook("pre-build");

        Optional<Digest> pushed = new BuildImage(sample.session()).buildAndPush();

        assertThat(pushed).contains(DIGEST);
        recording.assertInOrder(
                "localhost: docker --version",
                "localhost: docker buildx version",
                "localhost: docker login 10.99.0.1:5555",
                "localhost: " + directory + "/.kamal/hooks/pre-build",
                "localhost: docker buildx build --output=type=registry",
                INSPECT);
        assertThat(sample.local().environmentOf("pre-build")).doesNotContainKey("APP_SECRET");
        assertThat(sample.events()).hasAtLeastOneElementOfType(DeployEvent.ImagePushed.class);
    }

    @Test
    void buildsNothingWhereTheHookFails() {
        sample.hook("pre-build");
        recording.fail("pre-build", "");

        assertThatThrownBy(() -> new BuildImage(sample.session()).buildAndPush())
                .hasMessageContaining("The hook pre-build failed");

        recording.assertNone("docker buildx build");
    }

    @Test
    void buildsNothingWithoutDocker() {
        recording.fail("localhost: docker --version", 127, "docker: there is no such program");

        assertThatThrownBy(() -> new BuildImage(sample.session()).buildAndPush())
                .hasMessageContaining("no `docker` on this machine");

        assertThat(recording.commands()).hasSize(1);
    }

    @Test
    void logsInOnceInOneSession() {
        var session = sample.session();

        new BuildImage(session).buildAndPush();
        new BuildImage(session).buildAndPush();

        assertThat(recording.commands("docker login")).hasSize(1);
    }
}
