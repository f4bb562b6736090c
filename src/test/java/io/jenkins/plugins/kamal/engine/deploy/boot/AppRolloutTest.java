package io.jenkins.plugins.kamal.engine.deploy.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleRole;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.option.BuildChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.RolloutChoices;
import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppRolloutTest {

    private static final String ID = "0123456789abcdef";
    private static final String PROXY_DEPLOY = "kamal-proxy deploy myapp-web --target=\"0123456789ab:80\"";
    private static final Digest PUSHED = new Digest("sha256:" + "a".repeat(64));

    private static final Request.Options ROLLING_BACK = Request.Options.NONE
            .building(new BuildChoices(true, false, false, Map.of()))
            .rollingOut(RolloutChoices.PLAIN.rollingBack(true));

    @TempDir
    Path directory;

    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void healthyServers() {
        sample = new SampleSession(directory);
        recording = sample.recording()
                .answer("docker run --detach", ID)
                .answer("{{if .State.Health}}", "healthy")
                .answer("{{json .RepoDigests}}", "sha256:feed\n[\"lab/myapp@" + PUSHED.value() + "\"]");
    }

    private void rollOut() {
        new AppRollout(sample.session(), PUSHED).run();
    }

    @Test
    void startsProvesAndServesTheNewContainerBeforeItStopsTheOldOne() {
        recording.answer("10.99.0.11: sh -c 'docker ps --latest --format", "122");

        rollOut();

        recording.assertInOrder(
                "10.99.0.11: docker container ls --all --filter 'name=^myapp-web-123$'",
                "10.99.0.11: sh -c 'docker ps --latest --format",
                "10.99.0.11: mkdir -p .kamal/apps/myapp/env/roles",
                "10.99.0.11: ( umask 077 && cat > .kamal/apps/myapp/env/roles/web.env.part.",
                "10.99.0.11: docker run --detach --restart unless-stopped --name myapp-web-123",
                "10.99.0.11: ( image=$(docker container inspect",
                "10.99.0.11: docker exec kamal-proxy " + PROXY_DEPLOY,
                "10.99.0.11: docker container ls --all --filter 'name=^myapp-web-122$' --quiet | xargs docker stop",
                "10.99.0.11: docker tag 10.99.0.1:5555/lab/myapp:123 10.99.0.1:5555/lab/myapp:latest");
        recording.assertNone("docker rename");
    }

    @Test
    void bootsTheFirstContainerOfThePrimaryRoleBeforeAnyOtherRole() {
        rollOut();

        recording.assertInOrder("10.99.0.11: docker exec kamal-proxy " + PROXY_DEPLOY, "10.99.0.13: docker run");
        assertThat(sample.events())
                .filteredOn(DeployEvent.ContainerBooted.class::isInstance)
                .extracting(event -> ((DeployEvent.ContainerBooted) event).proof())
                .hasSize(3)
                .containsOnly(DeployEvent.Proof.PROVEN);
    }

    @Test
    void anOldContainerThatIsSlowToStopDelaysNeitherTheNextGroupNorTheTag() {
        sample.configuration(new SampleConfiguration().bootLimit(1));
        recording.answer("10.99.0.11: sh -c 'docker ps --latest --format", "122");
        String stop = "name=^myapp-web-122$' --quiet | xargs docker stop";
        sample.servers().hold(stop, recording.whenRuns("10.99.0.12: docker tag"));

        rollOut();

        recording.assertInOrder("10.99.0.11: docker container ls --all --filter '" + stop, "10.99.0.12: docker run");
    }

    @Test
    void theHookAfterAGroupWaitsForItsOldContainers() {
        sample.hook("post-app-boot");
        recording.answer("10.99.0.11: sh -c 'docker ps --latest --format", "122");

        rollOut();

        recording.assertInOrder("name=^myapp-web-122$' --quiet | xargs docker stop", "post-app-boot", "docker tag");
    }

    @Test
    void leavesOtherRolesAsTheyAreWhereThePrimaryRoleIsNotHealthy() {
        recording.answer("ps --latest --format", "122");
        recording.fail("kamal-proxy deploy", "target failed to become healthy");

        assertThatThrownBy(this::rollOut)
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("target failed to become healthy")
                .hasMessageContaining("Role job is not booted on 10.99.0.13");

        recording.assertNone("10.99.0.13: docker run");
        recording.assertNone("name=^myapp-web-122$' --quiet | xargs docker stop");
        recording.assertNone("docker tag");
        assertThat(recording.commands("name=^myapp-web-123$' --quiet | xargs docker stop"))
                .hasSize(2);
        assertThat(recording.commands("kamal-proxy deploy").get(0)).startsWith("10.99.0.11");
    }

    @Test
    void showsTheLogOfAContainerThatDidNotBootBeforeItIsStopped() {
        recording.fail("kamal-proxy deploy", "unhealthy");
        recording.answer("xargs docker logs", "Error: no such table");

        assertThatThrownBy(this::rollOut).isInstanceOf(DeployException.class);

        recording.assertInOrder(
                "10.99.0.11: docker exec kamal-proxy kamal-proxy deploy",
                "10.99.0.11: docker container ls --all --filter 'name=^myapp-web-123$' --quiet | xargs docker logs",
                "10.99.0.11: docker container ls --all --filter 'name=^myapp-web-123$' --quiet | xargs docker stop");
        assertThat(sample.log()).contains("[10.99.0.11]   Error: no such table");
    }

    @Test
    void saysFirstWhatAContainerThatIsNotHealthyWasWaitedFor() {
        recording.fail("10.99.0.11: docker exec kamal-proxy", "Error: target failed to become healthy");
        recording.answer(
                "10.99.0.11: docker logs kamal-proxy",
                "2026-11-28T16:05:57Z {\"level\":\"INFO\",\"msg\":\"Healthcheck failed\","
                        + "\"url\":\"http://0123456789ab:80/up\",\"error\":\"unexpected status (404)\"}");

        assertThatThrownBy(this::rollOut)
                .isInstanceOf(DeployException.class)
                .hasMessageStartingWith("10.99.0.11: role web did not become healthy within 30 s:"
                        + " GET /up failed: unexpected status (404)\n")
                .hasMessageContaining("What serves now:\n  10.99.0.11, role web: ")
                .hasMessageMatching(
                        "(?s).*\nThe command that failed:\n  10\\.99\\.0\\.11: `docker exec kamal-proxy [^\n]*");
    }

    @Test
    void makesRoomWhereTheSameVersionIsThereAlready() {
        recording.answer(
                "10.99.0.11: docker container ls --all --filter 'name=^myapp-web-123$' --quiet",
                "feedfeedfeed myapp-web-123");
        recording.answer("10.99.0.11: sh -c 'docker ps --latest --format", "123");

        rollOut();

        recording.assertInOrder(
                "10.99.0.11: docker rename myapp-web-123 myapp-web-123_replaced_",
                "10.99.0.11: docker run",
                "10.99.0.11: docker exec kamal-proxy " + PROXY_DEPLOY,
                "10.99.0.11: docker container ls --all --filter 'name=^myapp-web-123_replaced_");
    }

    @Test
    void refusesAnImageWithAnotherDigestBeforeTheProxyHearsOfIt() {
        recording.answer("{{json .RepoDigests}}", "sha256:feed\n[\"lab/myapp@sha256:" + "b".repeat(64) + "\"]");

        assertThatThrownBy(this::rollOut)
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("points to another image than the one that was pushed");

        recording.assertNone("kamal-proxy deploy");
    }

    @Test
    void bootsGroupByGroupBetweenTheirHooks() {
        sample.configuration(new SampleConfiguration().bootLimit(2));
        sample.hook("pre-app-boot").hook("post-app-boot");

        rollOut();

        recording.assertInOrder(
                "localhost: " + directory + "/.kamal/hooks/pre-app-boot",
                "10.99.0.11: docker run",
                "10.99.0.12: docker run",
                "localhost: " + directory + "/.kamal/hooks/post-app-boot",
                "localhost: " + directory + "/.kamal/hooks/pre-app-boot",
                "10.99.0.13: docker run",
                "localhost: " + directory + "/.kamal/hooks/post-app-boot",
                "10.99.0.11: docker tag");
    }

    @Test
    void bootsTheRolesOfOneHostOneAfterTheOther() {
        sample.configuration(new SampleConfiguration()
                .roles(
                        new SampleRole("job").hosts("10.99.0.11").build(),
                        new SampleRole("web")
                                .hosts("10.99.0.11")
                                .proxy(new SampleProxy())
                                .build()));

        rollOut();

        recording.assertInOrder(
                "docker run --detach --restart unless-stopped --name myapp-web-123",
                PROXY_DEPLOY,
                "docker run --detach --restart unless-stopped --name myapp-job-123");
    }

    @Test
    void touchesNoGroupAfterAStop() {
        sample.stop().ask();

        assertThatThrownBy(this::rollOut)
                .isInstanceOf(StoppedException.class)
                .hasMessageContaining("before booting 10.99.0.11, 10.99.0.12, 10.99.0.13")
                .hasMessageContaining(
                        "\n  10.99.0.11, role web: not reached, so what served there before still serves");

        recording.assertNone("docker run");
    }

    @Test
    void tellsWhichRolesItIsAboutAndWhatServedThere() {
        recording.answer("10.99.0.11: sh -c 'docker ps --latest --format", "122");

        rollOut();

        assertThat(sample.events())
                .filteredOn(DeployEvent.RoleServed.class::isInstance)
                .startsWith(
                        new DeployEvent.RoleServed("10.99.0.11", "web", ""),
                        new DeployEvent.RoleServed("10.99.0.12", "web", ""),
                        new DeployEvent.RoleServed("10.99.0.13", "job", ""))
                .contains(new DeployEvent.RoleServed("10.99.0.11", "web", "122"))
                .hasSize(6);
    }

    @Test
    void tellsTheStepsOfEachRoleInTheirOrder() {
        rollOut();

        assertThat(sample.events())
                .filteredOn(event -> event.toString().contains("10.99.0.11"))
                .filteredOn(event ->
                        event instanceof DeployEvent.HostAdvanced || event instanceof DeployEvent.ContainerBooted)
                .startsWith(
                        new DeployEvent.HostAdvanced("10.99.0.11", "web", DeployEvent.Step.BOOTING),
                        new DeployEvent.HostAdvanced("10.99.0.11", "web", DeployEvent.Step.CHECKING))
                .last()
                .isInstanceOf(DeployEvent.ContainerBooted.class);
    }

    @Test
    void warnsWhereCleaningUpAfterTheSwitchFails() {
        recording.answer("10.99.0.11: sh -c 'docker ps --latest --format", "122");
        recording.fail("name=^myapp-web-122$' --quiet | xargs docker stop", "tried to kill container");
        recording.fail("10.99.0.12: docker tag", "No such image");
        recording.fail("Tagging 10.99.0.1:5555/lab/myapp:123", "No space left on device");

        rollOut();

        assertThat(sample.log())
                .contains(
                        "WARNING: 10.99.0.11: role web serves 123, but the old container myapp-web-122 was not stopped:"
                                + " tried to kill container")
                .contains("kamal app stale_containers --stop")
                .contains("WARNING: The image is not tagged as the latest one, but the new version serves: 10.99.0.12")
                .contains("No such image");
        assertThat(recording.commands("docker tag")).hasSize(3);
    }

    private void rollBackOnFailure() {
        sample.configuration(new SampleConfiguration().bootLimit(1)).options(ROLLING_BACK);
    }

    @Test
    void takesTheHostsThatSwitchedBackWhereALaterOneFails() {
        rollBackOnFailure();
        recording.answer("ps --latest --format", "122");
        recording.answer("10.99.0.11: docker container ls --all --filter 'name=^myapp-web-122$' --quiet", "fedcba");
        recording.fail("10.99.0.12: docker exec kamal-proxy kamal-proxy deploy", "unhealthy");

        assertThatThrownBy(this::rollOut)
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("unhealthy")
                .hasMessageContaining("10.99.0.11, role web: 122 serves again")
                .hasMessageContaining("10.99.0.12, role web: 122 still serves");

        recording.assertInOrder(
                "10.99.0.11: docker exec kamal-proxy " + PROXY_DEPLOY,
                "10.99.0.11: docker container ls --all --filter 'name=^myapp-web-122$' --quiet | xargs docker stop",
                "10.99.0.11: docker start myapp-web-122",
                "10.99.0.11: docker exec kamal-proxy kamal-proxy deploy myapp-web --target=\"fedcba:80\"",
                "10.99.0.11: docker container ls --all --filter 'name=^myapp-web-123$' --quiet | xargs docker stop");
        recording.assertNone("docker tag");
        assertThat(sample.events()).contains(new DeployEvent.RoleServed("10.99.0.11", "web", "122"));
    }

    @Test
    void leavesTheNewVersionWhereTheOldOneDoesNotServeAgain() {
        rollBackOnFailure();
        recording.answer("ps --latest --format", "122");
        recording.fail("10.99.0.12: docker exec kamal-proxy kamal-proxy deploy", "unhealthy");
        recording.fail("10.99.0.11: docker start", "No such container: myapp-web-122");

        assertThatThrownBy(this::rollOut)
                .hasMessageContaining(
                        "10.99.0.11, role web: 123 serves, the new version, because this host could not go back");

        assertThat(sample.log()).contains("No such container: myapp-web-122");
        recording.assertNone(
                "10.99.0.11: docker container ls --all --filter 'name=^myapp-web-123$' --quiet | xargs docker stop");
    }

    @Test
    void leavesHostsAsTheyAreWhereNoGoingBackIsWanted() {
        sample.configuration(new SampleConfiguration().bootLimit(1));
        recording.answer("ps --latest --format", "122");
        recording.fail("10.99.0.12: docker exec kamal-proxy kamal-proxy deploy", "unhealthy");

        assertThatThrownBy(this::rollOut)
                .hasMessageContaining("10.99.0.11, role web: 123 serves, the new version")
                .hasMessageContaining("10.99.0.12, role web: 122 still serves");

        recording.assertNone("docker start");
    }

    /** Another deploy has taken the lock over: it must not find its hosts changed, neither forward nor back. */
    @Test
    void endsBeforeTheNextGroupWhereTheLockIsNoLongerItsOwn() {
        sample.configuration(new SampleConfiguration().bootLimit(1)).options(ROLLING_BACK);
        recording.answer("10.99.0.11: sh -c 'docker ps --latest --format", "122");
        recording
                .whenRuns("10.99.0.11: docker exec kamal-proxy " + PROXY_DEPLOY)
                .thenRun(() -> recording.fail(SampleSession.RELEASE, ""));
        Session session = sample.session();

        assertThatThrownBy(() -> new DeployLock(session).hold(() -> new AppRollout(session, PUSHED).run()))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining(
                        "The deploy lock on 10.99.0.11 is no longer ours, so nothing more is done on 10.99.0.12");

        recording.assertNone("10.99.0.12: docker run");
        assertThat(recording.commands("kamal-proxy deploy")).hasSize(1);
    }

    @Test
    void doesNotGoBackWhereTheLockIsNoLongerItsOwn() {
        rollBackOnFailure();
        recording.answer("ps --latest --format", "122");
        recording.fail("10.99.0.12: docker exec kamal-proxy kamal-proxy deploy", "unhealthy");
        recording.whenRuns("10.99.0.12: docker run").thenRun(() -> recording.fail(SampleSession.RELEASE, ""));
        Session session = sample.session();

        assertThatThrownBy(() -> new DeployLock(session).hold(() -> new AppRollout(session, PUSHED).run()))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("unhealthy")
                .hasMessageContaining("The deploy lock on 10.99.0.11 is no longer ours, so nothing more is done on")
                .hasMessageContaining("10.99.0.11, role web: 123 serves, the new version");

        recording.assertNone("docker start");
    }

    @Test
    void asksNothingAboutTheLockWithASingleGroup() {
        Session session = sample.session();

        new DeployLock(session).hold(() -> new AppRollout(session, PUSHED).run());

        assertThat(recording.commands(SampleSession.RELEASE)).hasSize(1);
    }
}
