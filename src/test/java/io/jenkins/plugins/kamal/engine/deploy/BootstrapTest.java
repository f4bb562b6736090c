package io.jenkins.plugins.kamal.engine.deploy;

import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.LOCK;
import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapTest {

    private static final String USER_12 = "10.99.0.12: ( id -un";
    private static final String PERMISSION = "permission denied while trying to connect to the Docker daemon socket";
    private static final String STOPPED = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock";
    private static final String INSTALL = "10.99.0.12: sh -c";
    private static final String ADD_TO_GROUP = "usermod -aG docker";

    @TempDir
    Path directory;

    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void makeProject() {
        sample = new SampleSession(directory).command("server bootstrap").hook("docker-setup");
        recording = sample.recording();
    }

    @Test
    void installsNothingIfDockerIsEverywhere() {
        new Bootstrap(sample.session()).run();

        recording.assertInOrder(LOCK, "10.99.0.14: docker -v", "/.kamal/hooks/docker-setup", RELEASE);
        recording.assertNone("get.docker.com");
    }

    @Test
    void installsDockerOnTheServersWithoutItAndAllowsTheUserToUseIt() {
        recording.failOnce("10.99.0.12: docker -v", 127, "docker: not found").answer(USER_12, "deploy\ndownload\n");

        new Bootstrap(sample.session()).run();

        recording.assertInOrder(
                "10.99.0.12: docker -v",
                USER_12,
                INSTALL,
                "10.99.0.12: sudo -n " + ADD_TO_GROUP,
                "10.99.0.12: docker -v",
                "/.kamal/hooks/docker-setup",
                RELEASE);
        assertThat(recording.commands("| sh")).hasSize(1);
        assertThat(recording.commands("sudo -n " + ADD_TO_GROUP)).hasSize(1);
    }

    @Test
    void leavesTheGroupsOfRootAlone() {
        recording.failOnce("10.99.0.12: docker -v", 127, "docker: not found").answer(USER_12, "root\nroot\ndownload\n");

        new Bootstrap(sample.session()).run();

        recording.assertInOrder(INSTALL, "/.kamal/hooks/docker-setup");
        recording.assertNone(ADD_TO_GROUP);
    }

    @Test
    void admitsTheUserToADockerThatItHadToStart() {
        recording
                .failOnce("10.99.0.12: docker version", 1, PERMISSION)
                .failOnce("10.99.0.12: docker version", 1, STOPPED)
                .answer(USER_12, "deploy\nservices\ngroup\nsystemd\n");

        new Bootstrap(sample.session()).run();

        recording.assertInOrder(
                "10.99.0.12: docker version",
                "sudo -n systemctl enable --now docker",
                "10.99.0.12: docker version",
                "10.99.0.12: sudo -n " + ADD_TO_GROUP,
                "10.99.0.12: docker version",
                "/.kamal/hooks/docker-setup");
        recording.assertNone("| sh");
    }

    @Test
    void givesUpWhereDockerStillDoesNotAnswer() {
        recording.fail("10.99.0.12: docker version", 1, STOPPED).answer(USER_12, "deploy\nservices\nmember\nsystemd\n");

        assertThatThrownBy(() -> new Bootstrap(sample.session()).run())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("Docker still does not answer on every server")
                .hasMessageContaining("10.99.0.12: Docker is installed, but not running");

        recording.assertNone("/.kamal/hooks/docker-setup");
    }

    @Test
    void changesNothingIfTheUserMayNotOnOneServer() {
        recording
                .fail("docker -v", 127, "docker: not found")
                .answer("id -un", "root\nroot\ndownload\n")
                .answer("10.99.0.13: ( id -un", "deploy\ndownload\n")
                .fail("10.99.0.13: [ ", "");

        assertThatThrownBy(() -> new Bootstrap(sample.session()).run())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("10.99.0.13: Docker is not installed, and the user deploy cannot install it")
                .hasMessageContaining("`curl -fsSL https://get.docker.com | sh`, and `usermod -aG docker deploy`")
                .hasMessageContaining("ssh/user");

        recording.assertInOrder(LOCK, RELEASE);
        recording.assertNone("| sh");
        recording.assertNone("/.kamal/hooks/docker-setup");
    }
}
