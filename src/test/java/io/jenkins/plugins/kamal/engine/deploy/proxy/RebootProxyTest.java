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

class RebootProxyTest {

    private static final String STOP = "docker container stop kamal-proxy";
    private static final String REMOVE = "docker container prune --force --filter label=org.opencontainers.image.title";
    private static final String RUN = "echo $(cat .kamal/proxy/options";

    @TempDir
    Path directory;

    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void makeProject() {
        sample = new SampleSession(directory)
                .command("proxy reboot")
                .hook("pre-proxy-reboot")
                .hook("post-proxy-reboot");
        recording = sample.recording();
    }

    private static String hook(String name) {
        return "/.kamal/hooks/" + name;
    }

    @Test
    void replacesTheProxyOnAllHostsBetweenTheHooks() {
        new RebootProxy(sample.session(), false).run();

        recording.assertInOrder(
                LOCK,
                hook("pre-proxy-reboot"),
                "10.99.0.11: docker login",
                "10.99.0.11: " + STOP,
                "10.99.0.11: " + REMOVE,
                "10.99.0.11: " + RUN,
                "10.99.0.12: " + STOP,
                "10.99.0.12: " + RUN,
                hook("post-proxy-reboot"),
                RELEASE);
        assertThat(recording.commands(hook("pre-proxy-reboot"))).hasSize(1);
        recording.assertNone("10.99.0.13: " + STOP);
    }

    @Test
    void replacesOneProxyAfterTheOtherUnderOneLock() {
        new RebootProxy(sample.session(), true).run();

        recording.assertInOrder(
                LOCK,
                hook("pre-proxy-reboot"),
                "10.99.0.11: " + RUN,
                hook("post-proxy-reboot"),
                hook("pre-proxy-reboot"),
                "10.99.0.12: " + STOP,
                "10.99.0.12: " + RUN,
                hook("post-proxy-reboot"),
                RELEASE);
        assertThat(recording.commands(LOCK)).hasSize(1);
    }

    @Test
    void leavesTheNextProxyAloneIfOneDoesNotStart() {
        recording.fail("10.99.0.11: " + RUN, "port is already allocated");

        assertThatThrownBy(() -> new RebootProxy(sample.session(), true).run())
                .hasMessageContaining("port is already allocated");

        recording.assertInOrder("10.99.0.11: " + RUN, RELEASE);
        recording.assertNone("10.99.0.12: " + STOP);
        recording.assertNone(hook("post-proxy-reboot"));
    }

    @Test
    void replacesAProxyThatDoesNotRun() {
        recording.fail("10.99.0.11: " + STOP, "No such container: kamal-proxy");

        new RebootProxy(sample.session(), false).run();

        recording.assertInOrder("10.99.0.11: " + STOP, "10.99.0.11: " + REMOVE, "10.99.0.11: " + RUN);
    }
}
