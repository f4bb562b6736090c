package io.jenkins.plugins.kamal.engine.deploy;

import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.LOCK;
import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {

    private static final String PROXY = "docker container start kamal-proxy";
    private static final String APP = "docker run --detach";
    private static final String ACCESSORY = "10.99.0.14: docker run --name myapp-db";

    @TempDir
    Path directory;

    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void makeProject() throws IOException {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        sample = new SampleSession(directory)
                .command("setup")
                .hook("docker-setup")
                .hook("pre-build")
                .hook("pre-deploy")
                .hook("post-deploy");
        recording = sample.recording()
                .fail("cat .kamal/lock-myapp/details | base64", "No such file or directory")
                .answer(APP, "0123456789abcdef")
                .answer("{{if .State.Health}}", "healthy")
                .answer("docker info", "");
    }

    private static String hook(String name) {
        return "/.kamal/hooks/" + name;
    }

    @Test
    void doesEverythingInOrderUnderOneLock() {
        new Setup(sample.session()).run();

        recording.assertInOrder(
                "10.99.0.14: ( info=$(docker info",
                LOCK,
                "10.99.0.14: docker -v",
                hook("docker-setup"),
                hook("pre-build"),
                "localhost: docker buildx build",
                "10.99.0.11: docker pull",
                hook("pre-deploy"),
                "10.99.0.12: " + PROXY,
                ACCESSORY,
                "10.99.0.11: " + APP,
                "10.99.0.13: " + APP,
                "docker image prune",
                hook("post-deploy"),
                RELEASE);
        assertThat(recording.commands(LOCK)).hasSize(1);
        assertThat(recording.commands(RELEASE)).hasSize(1);
    }

    @Test
    void installsDockerBeforeTheImageIsBuilt() {
        recording
                .failOnce("10.99.0.12: docker -v", 127, "docker: not found")
                .answer("10.99.0.12: ( id -un", "root\nroot\ndownload\n");

        new Setup(sample.session()).run();

        recording.assertInOrder("10.99.0.12: sh -c", "localhost: docker buildx build", "10.99.0.12: docker pull");
    }

    @Test
    void bootsNoAppAndReleasesTheLockIfAnAccessoryDoesNotStart() {
        recording.fail(ACCESSORY, "port is already allocated");

        assertThatThrownBy(() -> new Setup(sample.session()).run()).hasMessageContaining("port is already allocated");

        recording.assertInOrder(ACCESSORY, RELEASE);
        recording.assertNone(APP);
        recording.assertNone(hook("post-deploy"));
    }
}
