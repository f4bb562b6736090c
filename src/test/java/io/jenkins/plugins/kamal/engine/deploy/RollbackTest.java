package io.jenkins.plugins.kamal.engine.deploy;

import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.LOCK;
import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.RELEASE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {

    private static final String APP = "docker run --detach";

    @TempDir
    Path directory;

    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void versionOnEveryServer() {
        sample = new SampleSession(directory).command("rollback");
        for (String hook : new String[] {"pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy"}) {
            sample.hook(hook);
        }
        recording = sample.recording()
                .answer("docker container ls --all --filter 'name=^myapp-", "fedcba987654")
                .answer(APP, "0123456789abcdef")
                .answer("{{if .State.Health}}", "healthy");
    }

    private static String hook(String name) {
        return "/.kamal/hooks/" + name;
    }

    @Test
    void looksForTheVersionEverywhereBeforeItTakesTheLock() {
        new Rollback(sample.session(), false).run();

        recording.assertInOrder(
                "10.99.0.11: docker container ls --all --filter 'name=^myapp-web-123$'",
                "10.99.0.12: docker container ls --all --filter 'name=^myapp-web-123$'",
                "10.99.0.13: docker container ls --all --filter 'name=^myapp-job-123$'",
                LOCK,
                hook("pre-deploy"),
                hook("pre-app-boot"),
                "10.99.0.11: " + APP,
                "10.99.0.11: docker exec kamal-proxy kamal-proxy deploy",
                "10.99.0.13: " + APP,
                hook("post-app-boot"),
                RELEASE,
                hook("post-deploy"));
        recording.assertNone("docker buildx");
        recording.assertNone("docker pull");
        recording.assertNone("docker image prune");
    }

    @Test
    void touchesNothingIfOneServerLacksTheVersion() {
        recording.answer("10.99.0.13: docker container ls --all", "");

        assertThatThrownBy(() -> new Rollback(sample.session(), false).run())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("10.99.0.13: no container myapp-job-123 (role job)");

        recording.assertNone(LOCK);
        recording.assertNone("/.kamal/hooks/");
        recording.assertNone(APP);
    }

    @Test
    void bootsNothingAndReleasesTheLockIfPreDeployFails() {
        recording.fail(hook("pre-deploy"), "not during the freeze");

        assertThatThrownBy(() -> new Rollback(sample.session(), false).run()).hasMessageContaining("pre-deploy");

        recording.assertInOrder(LOCK, hook("pre-deploy"), RELEASE);
        recording.assertNone(APP);
        recording.assertNone(hook("post-deploy"));
    }
}
