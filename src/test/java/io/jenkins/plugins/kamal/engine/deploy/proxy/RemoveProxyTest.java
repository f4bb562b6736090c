package io.jenkins.plugins.kamal.engine.deploy.proxy;

import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.LOCK;
import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveProxyTest {

    private static final String COUNT = "ls .kamal/apps | wc -l";
    private static final String STOP = "docker container stop kamal-proxy";
    private static final String CONTAINER =
            "docker container prune --force --filter label=org.opencontainers.image.title=kamal-proxy";
    private static final String IMAGE =
            "docker image prune --all --force --filter label=org.opencontainers.image.title=kamal-proxy";
    private static final String DIRECTORY = "rm -r .kamal/proxy";

    @TempDir
    Path directory;

    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void noApps() {
        sample = new SampleSession(directory).command("proxy remove");
        recording = sample.recording().answer(COUNT, "0");
    }

    @Test
    void removesContainerThenImageThenDirectoryOnAllHosts() {
        new RemoveProxy(sample.session()).all(false);

        recording.assertInOrder(
                LOCK,
                "10.99.0.11: " + COUNT,
                "10.99.0.12: " + COUNT,
                "10.99.0.11: " + STOP,
                "10.99.0.12: " + STOP,
                "10.99.0.11: " + CONTAINER,
                "10.99.0.12: " + CONTAINER,
                "10.99.0.11: " + IMAGE,
                "10.99.0.12: " + IMAGE,
                "10.99.0.11: " + DIRECTORY,
                "10.99.0.12: " + DIRECTORY,
                RELEASE);
        recording.assertNone("10.99.0.13: " + COUNT);
    }

    @Test
    void touchesNoHostIfOneHasAnotherApp() {
        recording.answer("10.99.0.12: " + COUNT, "1");

        new RemoveProxy(sample.session()).all(false);

        recording.assertInOrder(LOCK, COUNT, RELEASE);
        recording.assertNone(STOP);
        recording.assertNone(CONTAINER);
        recording.assertNone(DIRECTORY);
        assertThat(sample.log())
                .contains("apps are still installed on 10.99.0.12")
                .contains("kamal proxy remove --force");
    }

    @Test
    void removesASharedProxyByForce() {
        recording.answer("10.99.0.12: " + COUNT, "1");

        new RemoveProxy(sample.session()).all(true);

        recording.assertInOrder("10.99.0.12: " + STOP, "10.99.0.12: " + CONTAINER, "10.99.0.12: " + DIRECTORY);
    }

    @Test
    void keepsImageAndDirectoryIfTheContainerCannotBeRemoved() {
        recording.fail("10.99.0.12: " + CONTAINER, "permission denied");

        assertThatThrownBy(() -> new RemoveProxy(sample.session()).all(false))
                .hasMessageContaining("permission denied");

        recording.assertInOrder("10.99.0.12: " + CONTAINER, RELEASE);
        recording.assertNone(IMAGE);
        recording.assertNone(DIRECTORY);
    }
}
