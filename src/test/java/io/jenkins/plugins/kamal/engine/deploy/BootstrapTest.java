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

    private static final String IS_ROOT = "[ \"${EUID:-$(id -u)}\" -eq 0 ]";
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
        recording
                .fail("10.99.0.12: docker -v", 127, "docker: not found")
                .fail("10.99.0.12: " + IS_ROOT, "")
                .answer("10.99.0.12: " + IS_ROOT + " || sudo", "")
                .fail("10.99.0.12: id -nG", "");

        new Bootstrap(sample.session()).run();

        recording.assertInOrder(
                "10.99.0.12: docker -v",
                "10.99.0.12: " + IS_ROOT + " || sudo",
                INSTALL,
                "10.99.0.12: id -nG",
                "10.99.0.12: sudo -n " + ADD_TO_GROUP,
                "/.kamal/hooks/docker-setup",
                RELEASE);
        assertThat(recording.commands("get.docker.com")).hasSize(1);
        assertThat(recording.commands(ADD_TO_GROUP)).hasSize(1);
    }

    @Test
    void leavesTheGroupsOfRootAlone() {
        recording.fail("10.99.0.12: docker -v", 127, "docker: not found").fail("10.99.0.12: id -nG", "");

        new Bootstrap(sample.session()).run();

        recording.assertInOrder(INSTALL, "/.kamal/hooks/docker-setup");
        recording.assertNone(ADD_TO_GROUP);
    }

    @Test
    void installsNothingIfTheUserMayNotOnOneServer() {
        recording.fail("docker -v", 127, "docker: not found").fail("10.99.0.13: " + IS_ROOT, "");

        assertThatThrownBy(() -> new Bootstrap(sample.session()).run())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("10.99.0.13")
                .hasMessageContaining("ssh/user");

        recording.assertInOrder(LOCK, RELEASE);
        recording.assertNone("get.docker.com");
        recording.assertNone("/.kamal/hooks/docker-setup");
    }
}
