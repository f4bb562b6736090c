package io.jenkins.plugins.kamal.engine.deploy;

import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.LOCK;
import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployTest {

    private static final String PRUNE = "10.99.0.11: docker ps -q -a ";

    private static final String START_PROXY = "docker container start kamal-proxy";

    @TempDir
    Path directory;

    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void makeProject() throws IOException {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        sample = new SampleSession(directory);
        recording = sample.recording()
                .fail("cat .kamal/lock-myapp/details | base64", "No such file or directory")
                .answer("docker run --detach", "0123456789abcdef")
                .answer("{{if .State.Health}}", "healthy")
                .answer("docker info", "");
        for (String hook : new String[] {"pre-build", "pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy"}) {
            sample.hook(hook);
        }
    }

    private static String hook(String name) {
        return "/.kamal/hooks/" + name;
    }

    @Test
    void doesEverythingInOrder() {
        new Deploy(sample.session(), true).run();

        recording.assertInOrder(
                "localhost: docker --version",
                "localhost: docker login",
                "10.99.0.11: ( info=$(docker info",
                "10.99.0.11: docker login",
                hook("pre-build"),
                "localhost: docker buildx build",
                LOCK,
                "10.99.0.11: docker pull 10.99.0.1:5555/lab/myapp:123",
                hook("pre-deploy"),
                "docker network create kamal",
                "10.99.0.11: docker container start kamal-proxy",
                "10.99.0.11: docker ps --filter label=service=myapp",
                hook("pre-app-boot"),
                "10.99.0.11: docker run --detach",
                "10.99.0.11: docker exec kamal-proxy kamal-proxy deploy",
                "10.99.0.13: docker run --detach",
                hook("post-app-boot"),
                "10.99.0.11: docker tag",
                PRUNE,
                RELEASE,
                hook("post-deploy"));
        assertThat(recording.commands("docker login").stream()
                        .filter(command -> command.startsWith("localhost"))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void neitherBootsTheProxyNorPrunesAsARedeploy() {
        new Deploy(sample.session(), false).run();

        recording.assertInOrder("docker buildx build", LOCK, "10.99.0.11: docker pull", "docker run --detach", RELEASE);
        recording.assertNone("docker image prune");
        recording.assertNone("docker network");
    }

    @Test
    void tagsButStartsNoProxyAsARedeployWithoutTheHook() throws IOException {
        deletePreDeploy();

        new Deploy(sample.session(), false).run();

        recording.assertInOrder("10.99.0.12: docker tag", RELEASE);
        recording.assertNone("docker image prune");
        recording.assertNone(START_PROXY);
    }

    @Test
    void startsTheProxyWithThePullIfNoHookComesBetween() throws IOException {
        deletePreDeploy();
        recording.fail("10.99.0.12: docker pull", "no space left on device");

        assertThatThrownBy(() -> new Deploy(sample.session(), true).run())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("no space left on device");

        recording.assertInOrder(LOCK, "10.99.0.11: docker pull", "10.99.0.11: " + START_PROXY, RELEASE);
        recording.assertNone("10.99.0.12: " + START_PROXY);
        recording.assertNone(": docker run --detach");
    }

    @Test
    void startsNoProxyBeforeTheHookThatComesBetween() {
        recording.fail("10.99.0.12: docker pull", "no space left on device");

        assertThatThrownBy(() -> new Deploy(sample.session(), true).run()).isInstanceOf(DeployException.class);

        recording.assertNone(START_PROXY);
        recording.assertNone(hook("pre-deploy"));
    }

    @Test
    void startsEachProxyOnceAndPreparesTheHostsThatPullNothing() throws IOException {
        deletePreDeploy();

        new Deploy(sample.session(), true).run();

        assertThat(recording.commands(START_PROXY)).hasSize(2);
        assertThat(recording.commands("docker network create kamal")).hasSize(4);
        recording.assertInOrder("10.99.0.11: docker pull", "10.99.0.14: if command -v flock", ": docker run --detach");
    }

    @Test
    void logsInOnTheServersBeforeTheBuildAndOnlyOnce() {
        new Deploy(sample.session(), true).run();

        recording.assertInOrder("10.99.0.12: docker login", "docker buildx build", "10.99.0.12: docker pull");
        assertThat(recording.commands("10.99.0.12: docker login")).hasSize(1);
    }

    private void deletePreDeploy() throws IOException {
        Files.delete(directory.resolve(".kamal/hooks/pre-deploy"));
    }

    @Test
    void releasesTheLockAndRunsNoLaterHookWhereTheBootFails() {
        recording.fail("kamal-proxy deploy", "unhealthy");

        assertThatThrownBy(() -> new Deploy(sample.session(), true).run()).isInstanceOf(DeployException.class);

        recording.assertInOrder(LOCK, "kamal-proxy deploy", RELEASE);
        recording.assertNone(hook("post-app-boot"));
        recording.assertNone(hook("post-deploy"));
        recording.assertNone("docker image prune");
    }

    @Test
    void succeedsWithAWarningWherePruningFails() {
        recording.fail("docker image prune", "image is being used by running container 4711");

        assertThatCode(() -> new Deploy(sample.session(), true).run()).doesNotThrowAnyException();

        recording.assertInOrder(RELEASE, hook("post-deploy"));
        assertThat(sample.log())
                .contains("WARNING: Old containers or images are left, but the new version serves:")
                .contains("image is being used by running container 4711")
                .contains("kamal prune all");
    }

    @Test
    void prunesWhereTaggingFailsAndWarns() {
        recording.fail("10.99.0.12: docker tag", "No such image");

        assertThatCode(() -> new Deploy(sample.session(), true).run()).doesNotThrowAnyException();

        recording.assertInOrder("10.99.0.12: docker tag", "10.99.0.12: docker ps -q -a ", RELEASE);
        assertThat(sample.log())
                .contains("WARNING: The image is not tagged as the latest one, but the new version serves: 10.99.0.12")
                .contains("No such image")
                .doesNotContain("WARNING: Old containers or images are left");
    }

    @Test
    void buildsNothingWhereAServerIsNotFit() {
        recording.fail("10.99.0.12: ( info=$(docker info", 127, "docker: not found");

        assertThatThrownBy(() -> new Deploy(sample.session(), true).run())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("10.99.0.12");

        recording.assertNone("docker buildx build");
        recording.assertNone(LOCK);
    }
}
