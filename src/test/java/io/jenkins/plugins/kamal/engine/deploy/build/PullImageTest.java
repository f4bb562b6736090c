package io.jenkins.plugins.kamal.engine.deploy.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleRole;
import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullImageTest {

    private static final String PULL = ": docker pull 10.99.0.1:5555/lab/myapp:123";

    @TempDir
    Path directory;

    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void makeSession() {
        sample = new SampleSession(directory);
        recording = sample.recording();
    }

    @Test
    void logsInRemovesTheOldImagePullsAndChecksItsLabel() {
        recording.fail("docker info", "no mirror");

        new PullImage(sample.session()).run();

        recording.assertInOrder(
                "10.99.0.11: docker login",
                "10.99.0.11: docker info --format",
                "10.99.0.11: docker image rm --force 10.99.0.1:5555/lab/myapp:123",
                "10.99.0.11" + PULL,
                "10.99.0.11: docker inspect -f '{{ .Config.Labels.service }}'");
        assertThat(recording.commands(PULL)).hasSize(3);
        recording.assertNone("10.99.0.14");
    }

    @Test
    void logsInAgainWhereTheLoginOfThisRunIsGone() {
        Session session = loggedInEverywhere();
        recording.failOnce("10.99.0.12" + PULL, "no basic auth credentials");

        new PullImage(session).run();

        recording.assertInOrder("10.99.0.12" + PULL, "10.99.0.12: docker login", "10.99.0.12" + PULL);
        assertThat(recording.commands(": docker login")).hasSize(1);
        assertThat(recording.commands(PULL)).hasSize(4);
    }

    @Test
    void pullsNoSecondTimeWhereTheLoginIsNotToBlame() {
        Session session = loggedInEverywhere();
        recording.fail("10.99.0.12" + PULL, "manifest unknown");

        assertThatThrownBy(() -> new PullImage(session).run()).hasMessageContaining("manifest unknown");

        recording.assertNone(": docker login");
        assertThat(recording.commands(PULL)).hasSize(3);
    }

    /** The names of images and registries may contain the words that registries say. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest for registry.example.com/acme/authentication:v1 not found: manifest unknown",
                "manifest for authentication-service:v1 not found: manifest unknown",
                "Get \"https://forbidden.example.com/v2/\": dial tcp 10.99.0.1:443: i/o timeout",
                "toomanyrequests: You have reached your unauthenticated pull rate limit"
            })
    void takesNoNameForADenial(String message) {
        Session session = loggedInEverywhere();
        recording.fail("10.99.0.12" + PULL, message);

        assertThatThrownBy(() -> new PullImage(session).run()).hasMessageContaining(message);

        recording.assertNone(": docker login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "denied: requested access to the resource is denied",
                "pull access denied for acme/app, repository does not exist or may require 'docker login'",
                "unauthorized: authentication required",
                "Get \"https://registry.example.com/v2/acme/app/manifests/v1\": unauthorized",
                "unexpected status from HEAD request: 403 Forbidden",
                "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\"}]}",
                "Head \"https://registry.example.com/v2/acme/app/manifests/v1\": no basic auth credentials"
            })
    void logsInAgainWhateverTheWordsOfTheDenial(String message) {
        Session session = loggedInEverywhere();
        recording.failOnce("10.99.0.12" + PULL, message);

        new PullImage(session).run();

        assertThat(recording.commands(": docker login")).hasSize(1);
    }

    @Test
    void logsInOnlyOnceForAPull() {
        recording.fail("10.99.0.12" + PULL, "denied: requested access to the resource is denied");
        Session session = sample.session();
        session.targets().appHosts().forEach(host -> session.mirrors().answered(host, ""));

        assertThatThrownBy(() -> new PullImage(session).run()).hasMessageContaining("is denied");

        assertThat(recording.commands("10.99.0.12: docker login")).hasSize(1);
    }

    private Session loggedInEverywhere() {
        Session session = sample.session();
        session.targets().appHosts().forEach(host -> {
            session.mirrors().answered(host, "");
            session.logins().addOn(host);
        });
        return session;
    }

    @Test
    void tellsWhatEachHostDoes() {
        new PullImage(sample.session()).run();

        assertThat(sample.events())
                .filteredOn(event -> event.toString().contains("10.99.0.12"))
                .containsExactly(
                        new DeployEvent.HostAdvanced("10.99.0.12", "", DeployEvent.Step.PULLING),
                        new DeployEvent.HostAdvanced("10.99.0.12", "", DeployEvent.Step.PULLED));
    }

    @Test
    void pullsOnOneHostOfEachMirrorFirst() {
        recording.answer("docker info", "http://mirror-a").answer("10.99.0.13: docker info", "http://mirror-b");

        new PullImage(sample.session()).run();

        assertThat(recording.commands(PULL))
                .containsExactly("10.99.0.11" + PULL, "10.99.0.13" + PULL, "10.99.0.12" + PULL);
    }

    @Test
    void asksASingleHostForNoMirror() {
        sample.configuration(new SampleConfiguration().roles(new SampleRole("web").build()));

        new PullImage(sample.session()).run();

        recording.assertNone("docker info");
        assertThat(recording.commands(PULL)).hasSize(1);
    }

    @Test
    void asksNoHostWhoseMirrorsAreKnown() {
        Session session = sample.session();
        session.targets().appHosts().forEach(host -> session.mirrors().answered(host, ""));
        session.mirrors().answered(Host.parse("10.99.0.12"), "http://mirror-a http://mirror-b ");

        new PullImage(session).run();

        recording.assertNone("docker info");
        recording.assertInOrder("10.99.0.11: docker login", "10.99.0.11" + PULL);
        assertThat(recording.commands(PULL))
                .containsExactly("10.99.0.12" + PULL, "10.99.0.11" + PULL, "10.99.0.13" + PULL);
    }
}
