package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.HostWatched;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.WatchOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The new version is watched after the switch. */
class WatchFlowTest extends FlowTest {

    private static final String[] PROXY_LOG = {"logs", "kamal-proxy"};

    private String old;
    private String fresh;
    private Path invocation;

    @BeforeEach
    void deployOnce() {
        old = lab.head();
        lab.succeed("deploy");
        fresh = lab.change("2");
        lab.forget();
        invocation = lab.invocation("watched");
        logOf(1);
        logOf(2);
    }

    /** The log of a host's proxy has these lines, in which NEW and OLD stand for the containers, and then waits. */
    private void logOf(int host, String... lines) {
        lab.server(host)
                .faults()
                .answerDocker(
                        () -> DockerReply.following(String.join("\n", lines)
                                        .replace("NEW", id(host, fresh))
                                        .replace("OLD", id(host, old))
                                + "\n"),
                        PROXY_LOG);
    }

    private String id(int host, String version) {
        return lab.server(host)
                .docker()
                .run("inspect", "--format", "{{.ID}}", "myapp-web-" + version)
                .stdout()
                .strip()
                .substring(0, 12);
    }

    private static String[] requests(int count, String target, int status, int millis) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(
                    "{\"time\":\"2026-11-29T01:20:00Z\",\"level\":\"INFO\",\"msg\":\"Request\",\"path\":\"/\",\"status\":"
                            + status + ",\"service\":\"myapp-web\",\"target\":\"" + target + ":80\",\"duration\":"
                            + millis * 1_000_000L + ",\"method\":\"GET\"}");
        }
        return lines.toArray(String[]::new);
    }

    private static String[] all(String[]... parts) {
        List<String> lines = new ArrayList<>();
        for (String[] part : parts) {
            lines.addAll(List.of(part));
        }
        return lines.toArray(String[]::new);
    }

    private DeployLab.Result deploy(String... more) {
        return lab.kamal(all(new String[] {"deploy", "--invocation", invocation.toString()}, more));
    }

    private HostWatched watched(int host) {
        return DeployLab.events(invocation, HostWatched.class).stream()
                .filter(event -> event.host().equals("10.0.0." + host))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void goodAnswersKeepTheNewVersionAndAreReportedBesideThoseBefore() {
        lab.server(1).faults().clear();
        logOf(1, all(requests(40, "OLD", 200, 20), requests(2, "OLD", 500, 20), requests(30, "NEW", 200, 10)));

        DeployLab.Result result = deploy("--watch", "1");

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(watched(1).outcome()).isEqualTo(WatchOutcome.WITHIN_LIMITS);
        assertThat(watched(1).after()).isEqualTo(new DeployEvent.Traffic(30, 0, 10));
        assertThat(watched(1).before().requests()).isEqualTo(42);
        assertThat(watched(1).before().errors()).isEqualTo(2);
        assertThat(watched(3).outcome()).isEqualTo(WatchOutcome.NOT_PROXIED);
        assertThat(result.out())
                .contains("==> Watch the new version")
                .containsPattern("\\[10\\.0\\.0\\.1] Watched for 1 s: 30 requests, 0\\.0 % errors, p95 10 ms "
                        + "\\(in the minutes before: 42 requests, 4\\.8 % errors, p95 20 ms\\)");
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + fresh);
        assertThat(lab.hookNames()).endsWith("post-app-boot", "post-deploy");
        assertThat(lab.server(1).dockerLines())
                .containsOnlyOnce("docker logs kamal-proxy --since 300s --follow")
                .anyMatch(line -> line.startsWith("docker container inspect --format {{.ID}} {{.RestartCount}}"));
    }

    @Test
    void withoutTrafficNothingIsCalledGood() {
        DeployLab.Result result = deploy("--watch", "1");

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(watched(1).outcome()).isEqualTo(WatchOutcome.NO_REQUESTS);
        assertThat(result.out()).contains("[10.0.0.1] Watched for 1 s: no requests seen");
    }

    @Test
    void tooFewRequestsAreNotJudged() {
        lab.server(1).faults().clear();
        logOf(1, requests(5, "NEW", 500, 10));

        DeployLab.Result result = deploy("--watch", "1", "--watch-min-requests", "6");

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(watched(1).outcome()).isEqualTo(WatchOutcome.TOO_FEW_REQUESTS);
        assertThat(result.out()).contains("5 requests, 100.0 % errors, p95 10 ms, too few for a judgment (at least 6)");
    }

    @Test
    void tooManyErrorsFailTheDeployAtOnceAndSayWhatServes() {
        lab.server(2).faults().clear();
        logOf(2, all(requests(80, "NEW", 200, 10), requests(20, "NEW", 500, 10)));

        // Far longer than this test may take: the watch ends when it has seen enough.
        DeployLab.Result result = deploy("--watch", "3600");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains(
                        "10.0.0.2: 20 of 100 requests (20.0 %) were answered with a status of 500 or more; at most 5.0 %")
                .contains("10.0.0.2, role web: " + fresh + " serves, the new version");
        assertThat(watched(2).outcome()).isEqualTo(WatchOutcome.TOO_MANY_ERRORS);
        assertThat(watched(1).outcome()).isEqualTo(WatchOutcome.NO_REQUESTS);
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + fresh);
        assertThat(lab.hookNames()).doesNotContain("post-deploy");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void tooManyErrorsTakeEveryHostBackIfWanted() {
        lab.server(1).faults().clear();
        logOf(1, all(requests(80, "NEW", 200, 10), requests(20, "NEW", 502, 10)));

        DeployLab.Result result = deploy("--watch", "3600", "--on-failure", "rollback");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.1, role web: " + old + " serves again");
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.hookNames()).doesNotContain("post-deploy");
    }

    @Test
    void errorsThatNoHostHasAloneAreSeenOnAllHostsTogether() {
        lab.servers.all().forEach(server -> server.faults().clear());
        logOf(1, requests(3, "NEW", 500, 10));
        logOf(2, requests(3, "NEW", 500, 10));

        DeployLab.Result result =
                deploy("--watch", "3600", "--watch-min-requests", "6", "--watch-max-error-rate", "99.5");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("all hosts together: 6 of 6 requests (100.0 %)");
    }

    @Test
    void aContainerThatRestartsFailsTheDeployWithoutAnyRequest() {
        lab.server(3)
                .faults()
                .holdNextDocker(
                        when(() -> lab.running(3).contains("myapp-job-" + fresh))
                                .thenRun(() -> lab.server(3).docker().runOutOfMemory("myapp-job-" + fresh)),
                        "container",
                        "inspect",
                        "--format",
                        "{{.ID}} {{.RestartCount}} {{.State.OOMKilled}} {{.State.Status}}");

        DeployLab.Result result = deploy("--watch", "1");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.3: 1 restart of a new container, 1 kill for lack of memory");
        assertThat(watched(3).outcome()).isEqualTo(WatchOutcome.RESTARTED);
        assertThat(watched(3).oomKills()).isEqualTo(1);
    }

    @Test
    void whateverTheProxyPrintsFillsNeitherMemoryNorLog() {
        lab.server(1).faults().clear();
        String huge = "{\"service\":\"myapp-web\",\"path\":\"" + "x".repeat(3 << 20);
        logOf(
                1,
                all(
                        new String[] {"garbage", huge, "{\"service\":\"myapp-web\"", "\u0000\u0007"},
                        requests(20, "NEW", 200, 10)));

        DeployLab.Result result = deploy("--watch", "1", "--verbose");

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(watched(1).outcome()).isEqualTo(WatchOutcome.WITHIN_LIMITS);
        assertThat(result.out()).doesNotContain("garbage").doesNotContain("xxxxx");
        assertThat(result.out().length()).isLessThan(200_000);
    }

    @Test
    void aLogThatCannotBeFollowedIsAWarningAndNeverGood() {
        lab.server(1).faults().clear();
        lab.server(1).faults().failDocker("configured logging driver does not support reading", PROXY_LOG);

        DeployLab.Result result = deploy("--watch", "1");

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(watched(1).outcome()).isEqualTo(WatchOutcome.UNKNOWN);
        assertThat(watched(1).problem()).contains("configured logging driver does not support reading");
        assertThat(result.out())
                .contains("WARNING: 10.0.0.1: Watched for 1 s: no requests seen")
                .contains("kamal-proxy's log could not be followed to the end of the watch");
    }

    @Test
    void anAbortEndsTheWatchAndLeavesTheNewVersion() throws Exception {
        CompletableFuture<DeployLab.Result> result =
                begin("deploy", "--invocation", invocation.toString(), "--watch", "3600");
        await(
                "the log is followed",
                () -> lab.server(1).dockerLines().contains("docker logs kamal-proxy --since 300s --follow"));

        askToStop(invocation);

        assertThat(result.get().exitStatus()).isEqualTo(130);
        assertThat(result.get().err()).contains("during the watch of the new version");
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + fresh);
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void limitsWithoutAWatchAreRefused() {
        DeployLab.Result result = deploy("--watch-min-requests", "5");

        assertThat(result.exitStatus()).isEqualTo(2);
        assertThat(result.err()).contains("--watch-max-error-rate and --watch-min-requests need --watch SECONDS");
        assertThat(deploy("--watch", "0").err())
                .contains("'0' is not a number of seconds; write a number from 1 to 3600");
        assertThat(deploy("--watch", "1", "--watch-max-error-rate", "101").err())
                .contains("write a number from 0 to 100");
    }

    @Test
    void aDockerThatDoesNotAnswerIsAWarningAndNoReasonToGoBack() {
        lab.server(2)
                .faults()
                .failDocker(
                        "Cannot connect to the Docker daemon",
                        "container",
                        "inspect",
                        "--format",
                        "{{.ID}} {{.RestartCount}} {{.State.OOMKilled}} {{.State.Status}}");

        DeployLab.Result result = deploy("--watch", "1", "--on-failure", "rollback");

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(watched(2).outcome()).isEqualTo(WatchOutcome.UNKNOWN);
        assertThat(watched(2).problem())
                .isEqualTo(
                        "the new containers could not be inspected: Error response from daemon: Cannot connect to the Docker daemon");
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + fresh);
    }

    /** Somebody releases the lock during the watch and deploys: what the watch sees then is that deploy. */
    @Test
    void aWatchThatLostTheLockLeavesTheOtherDeployAlone() throws Exception {
        CompletableFuture<DeployLab.Result> first =
                begin("deploy", "--invocation", invocation.toString(), "--watch", "3600", "--on-failure", "rollback");
        awaitTheWatch();
        lab.succeed("lock", "release");
        String third = lab.change("3");
        lab.succeed("deploy");

        DeployLab.Result result = first.get();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("The deploy lock on 10.0.0.1 is no longer ours, so nothing more is done on 10.0.0.1")
                .doesNotContain("was not good");
        for (int host = 1; host <= 2; host++) {
            assertThat(lab.served(host)).isEqualTo("myapp-web-" + third);
            assertThat(lab.running(host)).containsExactly("myapp-web-" + third);
        }
        assertThat(lab.running(3)).containsExactly("myapp-job-" + third);
    }

    @Test
    void aWatchThatLostTheLockNeitherTagsNorPrunes() throws Exception {
        CompletableFuture<DeployLab.Result> deploy =
                begin("deploy", "--invocation", invocation.toString(), "--watch", "3");
        awaitTheWatch();
        lab.succeed("lock", "release");

        DeployLab.Result result = deploy.get();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("is no longer ours").contains("it is gone");
        assertThat(lab.servers.all()).allSatisfy(server -> assertThat(server.dockerLines())
                .noneMatch(line -> line.startsWith("docker tag") || line.startsWith("docker image prune")));
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + fresh);
    }

    private void awaitTheWatch() throws InterruptedException {
        await(
                "the watch has begun",
                () -> lab.server(1).dockerLines().contains("docker logs kamal-proxy --since 300s --follow")
                        && lab.server(2).dockerLines().contains("docker logs kamal-proxy --since 300s --follow"));
    }
}
