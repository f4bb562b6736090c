package io.jenkins.plugins.kamal.engine.deploy;

import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.LOCK;
import static io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveAllTest {

    private static final String APP = "docker container prune --force --filter label=service=myapp --filter";
    private static final String PROXY =
            "docker container prune --force --filter label=org.opencontainers.image.title=kamal-proxy";
    private static final String DATA = "10.99.0.14: rm -rf myapp-db";
    private static final String LOGOUT = "docker logout 10.99.0.1:5555";

    @TempDir
    Path directory;

    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void noOtherApp() {
        sample = new SampleSession(directory).command("remove");
        recording = sample.recording().answer("ls .kamal/apps | wc -l", "0");
    }

    @Test
    void removesAppThenProxyThenAccessoriesAndLogsOutLast() {
        new RemoveAll(sample.session(), false).run();

        recording.assertInOrder(
                LOCK,
                "Stopped app",
                "10.99.0.11: " + APP,
                "10.99.0.13: " + APP,
                "10.99.0.11: docker image prune --all --force --filter label=service=myapp",
                "10.99.0.11: rm -r .kamal/apps/myapp",
                "10.99.0.11: ls .kamal/apps | wc -l",
                "10.99.0.11: docker container stop kamal-proxy",
                "10.99.0.12: " + PROXY,
                "10.99.0.11: rm -r .kamal/proxy",
                "10.99.0.14: docker container stop myapp-db",
                DATA,
                "10.99.0.11: " + LOGOUT,
                "10.99.0.14: " + LOGOUT,
                RELEASE);
        recording.assertNone("localhost: " + LOGOUT);
    }

    @Test
    void keepsAProxyThatAnotherAppNeedsAndRemovesTheRest() {
        recording.answer("10.99.0.12: ls .kamal/apps | wc -l", "1");

        new RemoveAll(sample.session(), false).run();

        recording.assertInOrder(APP, "10.99.0.12: ls .kamal/apps | wc -l", DATA, LOGOUT, RELEASE);
        recording.assertNone(PROXY);
        assertThat(sample.log()).contains("apps are still installed on 10.99.0.12");
    }

    @Test
    void keepsTheAccessoriesOfADestinationUnlessAskedTo() {
        sample.configuration(new SampleConfiguration().destination("staging"));

        new RemoveAll(sample.session(), false).run();

        recording.assertNone("myapp-db");
        assertThat(sample.log()).contains("The accessories stay").contains("kamal remove --accessories");

        new RemoveAll(sample.session(), true).run();

        recording.assertInOrder("10.99.0.14: docker container stop myapp-db", DATA, LOGOUT);
    }

    @Test
    void removesNoDataAndReleasesTheLockIfTheAppCannotBeRemoved() {
        recording.fail("10.99.0.13: " + APP, "permission denied");

        assertThatThrownBy(() -> new RemoveAll(sample.session(), false).run())
                .hasMessageContaining("permission denied");

        recording.assertInOrder("10.99.0.13: " + APP, RELEASE);
        recording.assertNone(PROXY);
        recording.assertNone(DATA);
        recording.assertNone(LOGOUT);
    }
}
