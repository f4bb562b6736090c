package io.jenkins.plugins.kamal.engine.deploy;

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

class UpgradeTest {

    private static final String TRAEFIK = "docker container stop traefik";
    private static final String PROXY = "docker container start kamal-proxy";
    private static final String APP = "docker run --detach";
    private static final String ACCESSORY = "10.99.0.14: docker run --name myapp-db";

    @TempDir
    Path directory;

    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void makeProject() {
        sample = new SampleSession(directory)
                .command("upgrade")
                .hook("pre-proxy-reboot")
                .hook("post-proxy-reboot");
        recording = sample.recording().answer(APP, "0123456789abcdef").answer("{{if .State.Health}}", "healthy");
    }

    private static String hook(String name) {
        return "/.kamal/hooks/" + name;
    }

    @Test
    void replacesTraefikThenBootsTheAppAndThenTheAccessories() {
        new Upgrade(sample.session(), false).all();

        recording.assertInOrder(
                LOCK,
                hook("pre-proxy-reboot"),
                "10.99.0.11: " + TRAEFIK,
                "10.99.0.11: docker container stop kamal-proxy",
                "10.99.0.12: " + TRAEFIK,
                "10.99.0.11: " + PROXY,
                "10.99.0.11: " + APP,
                "10.99.0.13: " + APP,
                "docker image prune --force",
                hook("post-proxy-reboot"),
                "10.99.0.14: docker container stop myapp-db",
                ACCESSORY,
                RELEASE);
        assertThat(recording.commands(hook("pre-proxy-reboot"))).hasSize(1);
    }

    @Test
    void upgradesOneHostAfterTheOtherUnderOneLock() {
        new Upgrade(sample.session(), true).all();

        recording.assertInOrder(
                LOCK,
                hook("pre-proxy-reboot"),
                "10.99.0.11: " + TRAEFIK,
                "10.99.0.11: " + APP,
                hook("post-proxy-reboot"),
                hook("pre-proxy-reboot"),
                "10.99.0.12: " + TRAEFIK,
                "10.99.0.12: " + APP,
                hook("post-proxy-reboot"),
                "10.99.0.13: " + APP,
                ACCESSORY,
                RELEASE);
        assertThat(recording.commands(LOCK)).hasSize(1);
        recording.assertNone("10.99.0.14: " + TRAEFIK);
    }

    @Test
    void leavesTheNextHostAloneIfTheAppFailsOnOne() {
        recording.fail("10.99.0.11: docker exec kamal-proxy kamal-proxy deploy", "unhealthy");

        assertThatThrownBy(() -> new Upgrade(sample.session(), true).all()).hasMessageContaining("unhealthy");

        recording.assertInOrder("10.99.0.11: " + APP, RELEASE);
        recording.assertNone("10.99.0.12: " + TRAEFIK);
        recording.assertNone(hook("post-proxy-reboot"));
        recording.assertNone(ACCESSORY);
    }

    @Test
    void leavesTheAccessoriesAloneIfOnlyTheProxyIsUpgraded() {
        new Upgrade(sample.session(), false).proxy();

        recording.assertInOrder(TRAEFIK, PROXY, APP, RELEASE);
        recording.assertNone("myapp-db");
    }

    @Test
    void leavesProxyAndAppAloneIfOnlyAnAccessoryIsUpgraded() {
        new Upgrade(sample.session(), false).accessories("db");

        recording.assertInOrder(LOCK, "10.99.0.14: docker container stop myapp-db", ACCESSORY, RELEASE);
        recording.assertNone(TRAEFIK);
        recording.assertNone(APP);
        recording.assertNone("/.kamal/hooks/");
    }
}
