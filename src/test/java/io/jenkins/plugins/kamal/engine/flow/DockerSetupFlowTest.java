package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose SSH user is not root, and may not use Docker yet, or whose Docker does not run. */
class DockerSetupFlowTest extends FlowTest {

    private static final DockerReply PERMISSION = DockerReply.failure(
            1, "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock");
    private static final DockerReply STOPPED = DockerReply.failure(
            1, "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?");
    private static final DockerReply MISSING = new DockerReply(127, "", "sh: 1: docker: not found\n");

    private Path mended;

    /** The third server has the user deploy; {@code sudo} notes what it is to do in a file. */
    @BeforeEach
    void anOrdinaryUser() {
        mended = lab.server(3).home().resolve("mended");
        lab.server(3)
                .program(
                        "id",
                        "case \"$*\" in -u) echo 1000;; -un) echo deploy;; *) echo deploy; [ ! -e mended ] || echo docker;; esac\n");
        lab.server(3).program("getent", "echo docker:x:999:\n");
        lab.server(3).program("systemctl", "exit 1\n");
        sudo(true);
        lab.registry.publish(DeployLab.REGISTRY + "/lab/db:1", SimulatedImage.web("db", "1"));
    }

    private void sudo(boolean allowed) {
        lab.server(3).program("sudo", allowed ? "[ \"$1\" = -nl ] || { shift; echo \"$*\" >> mended; }\n" : "exit 1\n");
    }

    private void failUntilMended(DockerReply reply) {
        lab.server(3).faults().failDockerWhile(() -> !Files.exists(mended), reply);
    }

    @Test
    void setupAddsTheUserToTheGroup() throws IOException {
        failUntilMended(PERMISSION);

        lab.succeed("setup");

        assertThat(Files.readAllLines(mended)).hasSize(1).allMatch(line -> line.startsWith("usermod -aG docker "));
        assertThat(lab.running(3)).containsExactly("myapp-job-" + lab.head());
    }

    @Test
    void setupStartsDocker() throws IOException {
        failUntilMended(STOPPED);

        lab.succeed("setup");

        assertThat(Files.readAllLines(mended)).containsExactly("systemctl enable --now docker");
        assertThat(lab.running(3)).containsExactly("myapp-job-" + lab.head());
    }

    @Test
    void setupWithoutTheRightToSaysWhatToTypeBeforeAnythingIsDone() {
        failUntilMended(PERMISSION);
        sudo(false);

        assertRefused(
                lab.kamal("setup"),
                "10.0.0.3: the user deploy may not use Docker. Run there, as root or with sudo: `usermod -aG docker deploy`");
    }

    @Test
    void setupWithoutTheRightToStartDockerSaysWhatToType() {
        failUntilMended(STOPPED);
        sudo(false);

        assertRefused(
                lab.kamal("setup"),
                "10.0.0.3: Docker is installed, but not running. Run there, as root or with sudo: `systemctl enable --now docker`");
    }

    @Test
    void setupWithoutTheRightToInstallDockerSaysWhatToType() {
        lab.server(3).program("curl", "exit 1\n");
        failUntilMended(MISSING);
        sudo(false);

        assertRefused(
                lab.kamal("setup"),
                "10.0.0.3: Docker is not installed, and the user deploy cannot install it, because the user is neither root"
                        + " nor allowed to use sudo without a password. Run there, as root or with sudo:"
                        + " `curl -fsSL https://get.docker.com | sh`, and `usermod -aG docker deploy`");
    }

    @Test
    void aDeployPointsToTheCommandThatMendsIt() {
        failUntilMended(PERMISSION);

        assertRefused(
                lab.kamal("deploy"),
                "10.0.0.3: the user deploy may not use Docker; run `kamal server bootstrap`, which adds the user to the group docker");

        lab.succeed("server", "bootstrap");
        lab.succeed("deploy");
    }

    private void assertRefused(DeployLab.Result result, String message) {
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains(message);
        assertThat(lab.docker.lines()).noneMatch(line -> line.contains("buildx build"));
        assertThat(lab.isLocked()).isFalse();
        assertThat(mended).doesNotExist();
        assertThat(lab.server(4).docker().states()).isEmpty();
    }
}
