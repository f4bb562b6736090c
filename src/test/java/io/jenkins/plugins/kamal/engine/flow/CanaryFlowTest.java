package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.ImageBehaviour;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A version that gets onto some hosts first: web runs on 10.0.0.1 and 10.0.0.2, job on 10.0.0.3. */
class CanaryFlowTest extends FlowTest {

    private static final String LATEST = DeployLab.IMAGE + ":latest";

    private String old;
    private String fresh;
    private Path invocation;

    @BeforeEach
    void deployOnce() {
        old = lab.head();
        lab.succeed("deploy");
        fresh = lab.change("2");
        lab.forget();
        invocation = lab.invocation("canary");
    }

    private DeployLab.Result pause(String... more) {
        return lab.succeed(words(
                List.of("deploy", "--canary-hosts", "1", "--canary-watch", "1", "--canary-pause"),
                List.of(more),
                List.of("--invocation", invocation.toString())));
    }

    @SafeVarargs
    private static String[] words(List<String>... parts) {
        return List.of(parts).stream().flatMap(List::stream).toArray(String[]::new);
    }

    private String imageOfLatest(int server) {
        return lab.server(server)
                .docker()
                .run("image", "inspect", "--format", "{{.Id}}", LATEST)
                .stdout()
                .strip();
    }

    private String imageOf(int server, String version) {
        return lab.server(server)
                .docker()
                .run("image", "inspect", "--format", "{{.Id}}", DeployLab.IMAGE + ":" + version)
                .stdout()
                .strip();
    }

    private void assertAllServe(String version) {
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + version);
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + version);
        assertThat(lab.running(1)).containsExactly("myapp-web-" + version);
        assertThat(lab.running(2)).containsExactly("myapp-web-" + version);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + version);
    }

    private void assertOnlyTheCanaryServes(String version) {
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + version);
        assertThat(lab.running(1)).containsExactly("myapp-web-" + version);
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + old);
        assertThat(lab.running(2)).containsExactly("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
    }

    @Test
    void goesOnWhereTheCanaryKeepsRunning() {
        DeployLab.Result result = lab.succeed("deploy", "--canary-hosts", "1", "--canary-watch", "1");

        assertAllServe(fresh);
        assertThat(result.out())
                .contains("The canary is on 10.0.0.1: 1 of 3 hosts")
                .containsPattern("10\\.0\\.0\\.1[]:] Watched for 1 s: no requests seen");
        assertThat(lab.hooks())
                .filteredOn(hook -> hook.hook().equals("pre-app-boot"))
                .extracting(hook -> hook.environment().get("KAMAL_HOSTS"))
                .containsExactly("10.0.0.1", "10.0.0.2,10.0.0.3");
        assertThat(lab.hookNames()).endsWith("post-deploy").containsOnlyOnce("pre-deploy");
        assertThat(imageOfLatest(3)).isEqualTo(imageOf(3, fresh));
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void stopsBeforeTheOthersWhereTheContainerOfTheCanaryEnds() throws Exception {
        DeployLab.Result result = crashTheCanary();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("Version " + fresh + " was not good")
                .contains("10.0.0.1: 1 new container that does not run")
                .contains("10.0.0.1, role web: " + fresh + " serves, the new version")
                .contains("10.0.0.2, role web: not reached");
        assertThat(lab.running(2)).containsExactly("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.hookNames()).doesNotContain("post-deploy");
        assertThat(imageOfLatest(1)).isEqualTo(imageOf(1, old));
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void goesBackWhereTheContainerOfTheCanaryEndsAndARollbackIsWanted() throws Exception {
        DeployLab.Result result = crashTheCanary("--on-failure", "rollback");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.1, role web: " + old + " serves again");
        assertAllServe(old);
        assertThat(lab.isLocked()).isFalse();
    }

    private DeployLab.Result crashTheCanary(String... more) throws InterruptedException, ExecutionException {
        CompletableFuture<DeployLab.Result> deploy = begin(words(
                List.of("deploy", "--canary-hosts", "1", "--canary-watch", "60"),
                List.of(more),
                List.of("--invocation", invocation.toString())));
        await("the canary is watched", () -> lab.running(1).equals(List.of("myapp-web-" + fresh)));
        lab.server(1).docker().crash("myapp-web-" + fresh, 139);
        return deploy.get();
    }

    @Test
    void touchesNoOtherHostWhereTheCanaryDoesNotBecomeHealthy() {
        lab.server(1).docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);

        DeployLab.Result result = lab.kamal("deploy", "--canary-hosts", "1");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertAllServe(old);
        assertThat(lab.server(2).dockerLines()).noneMatch(line -> line.startsWith("docker run"));
    }

    @Test
    void pausesAfterTheCanaryAndSaysSo() {
        DeployLab.Result result = pause();

        assertOnlyTheCanaryServes(fresh);
        assertThat(result.out())
                .contains("The deploy paused: " + fresh + " serves on 1 of 3 hosts (10.0.0.1)")
                .contains("kamal promote --version " + fresh);
        assertThat(lab.isLocked()).isFalse();
        assertThat(lab.hookNames())
                .containsExactly("pre-connect", "pre-build", "pre-deploy", "pre-app-boot", "post-app-boot");
        assertThat(imageOfLatest(1)).isEqualTo(imageOf(1, old));
        assertThat(DeployLab.events(invocation, DeployEvent.CanaryPaused.class))
                .containsExactly(new DeployEvent.CanaryPaused(List.of("10.0.0.1"), 3));
        assertThat(DeployLab.events(invocation, DeployEvent.RoleServed.class))
                .contains(
                        new DeployEvent.RoleServed("10.0.0.2", "web", old),
                        new DeployEvent.RoleServed("10.0.0.3", "job", old));
    }

    @Test
    void promotesTheVersionToTheHostsThatAreLeft() {
        pause();
        lab.forget();
        Path promotion = lab.invocation("promotion");

        DeployLab.Result result = lab.succeed("promote", "--version", fresh, "--invocation", promotion.toString());

        assertAllServe(fresh);
        assertThat(result.out()).contains("10.0.0.1: " + fresh + " serves already");
        assertThat(lab.server(1).dockerLines()).noneMatch(line -> line.startsWith("docker run"));
        assertThat(lab.docker.lines())
                .as("the deploy before and the canary have built an image")
                .filteredOn(line -> line.startsWith("docker buildx build"))
                .hasSize(2);
        assertThat(lab.hookNames())
                .containsExactly("pre-connect", "pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy");
        assertThat(lab.hooks()).allSatisfy(hook -> assertThat(hook.environment())
                .containsEntry("KAMAL_VERSION", fresh)
                .containsEntry("KAMAL_COMMAND", "promote"));
        for (int server = 1; server <= 3; server++) {
            assertThat(imageOfLatest(server)).isEqualTo(imageOf(server, fresh));
        }
        assertThat(DeployLab.events(promotion, DeployEvent.CommandStarted.class))
                .extracting(DeployEvent.CommandStarted::command)
                .containsExactly("promote");
        assertThat(DeployLab.events(promotion, DeployEvent.RoleServed.class))
                .contains(new DeployEvent.RoleServed("10.0.0.1", "web", fresh));
        assertThat(lab.isLocked()).isFalse();
    }

    /** The container of a canary that went back is younger than the one that has served ever since. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsTheVersionBeforeOnHostsWhereACanaryWentBack(boolean promotes) throws Exception {
        lab.configure("readiness_delay: 0\n", "readiness_delay: 0\nretain_containers: 1\n");
        old = lab.head();
        lab.succeed("deploy");
        fresh = lab.change("aborted");
        assertThat(crashTheCanary("--on-failure", "rollback").exitStatus()).isEqualTo(1);
        assertAllServe(old);
        String aborted = fresh;
        fresh = lab.change("next");
        assertThat(lab.succeed("plan").out().lines())
                .noneMatch(line -> line.endsWith("pruning removes container myapp-web-" + old));
        if (promotes) {
            invocation = lab.invocation("next canary");
            pause();
            lab.succeed("promote", "--version", fresh);
        } else {
            lab.succeed("deploy");
        }
        assertAllServe(fresh);
        assertThat(lab.server(1).docker().states().keySet()).contains("myapp-web-" + old, "myapp-web-" + aborted);

        lab.succeed("rollback", old);

        assertAllServe(old);
    }

    @Test
    void watchesTheHostsThatAPromotionSwitches() {
        pause();
        Path promotion = lab.invocation("promotion");

        lab.succeed("promote", "--version", fresh, "--watch", "1", "--invocation", promotion.toString());

        assertThat(DeployLab.events(promotion, DeployEvent.HostWatched.class))
                .extracting(DeployEvent.HostWatched::host)
                .containsExactly("10.0.0.2", "10.0.0.3");
        assertAllServe(fresh);
    }

    @Test
    void aBadWatchOfAPromotionLeavesItsHostsOnTheNewVersion() throws Exception {
        pause();
        lab.forget();

        DeployLab.Result result = crashInTheWatchOfAPromotion();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("Version " + fresh + " was not good")
                .contains("10.0.0.2: 1 new container that does not run");
        assertThat(lab.running(3)).containsExactly("myapp-job-" + fresh);
        assertThat(lab.hookNames()).doesNotContain("post-deploy");
        assertThat(imageOfLatest(1)).isEqualTo(imageOf(1, old));
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void aBadWatchOfAPromotionTakesItsHostsBackAndLeavesTheCanaryIfWanted() throws Exception {
        pause();

        DeployLab.Result result = crashInTheWatchOfAPromotion("--on-failure", "rollback");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.2, role web: " + old + " serves again");
        assertOnlyTheCanaryServes(fresh);
        assertThat(lab.isLocked()).isFalse();
    }

    private DeployLab.Result crashInTheWatchOfAPromotion(String... more)
            throws InterruptedException, ExecutionException {
        Path promotion = lab.invocation("promotion");
        CompletableFuture<DeployLab.Result> promote = begin(words(
                List.of("promote", "--version", fresh, "--watch", "3600"),
                List.of(more),
                List.of("--invocation", promotion.toString())));
        await("the watch has begun", () -> lab.server(2).dockerLines().stream()
                .anyMatch(line -> line.contains("logs kamal-proxy")));
        lab.server(2).docker().crash("myapp-web-" + fresh, 139);
        return promote.get();
    }

    @Test
    void promotesAgainWhereAPromotionFailedOnTheWay() {
        pause();
        lab.server(2).docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);
        assertThat(lab.kamal("promote", "--version", fresh).exitStatus()).isEqualTo(1);
        lab.server(2).docker().behave("myapp-web", ImageBehaviour.HEALTHY);

        lab.succeed("promote", "--version", fresh);

        assertAllServe(fresh);
    }

    @Test
    void goesBackOnTheHostsOfTheCanaryAlone() {
        pause();
        lab.forget();

        DeployLab.Result result = lab.succeed("rollback", old, "--only-where-missing");

        assertAllServe(old);
        assertThat(result.out()).contains("10.0.0.2, 10.0.0.3: " + old + " serves already");
        assertThat(lab.server(2).dockerLines()).noneMatch(line -> line.startsWith("docker run"));
        assertThat(lab.server(3).dockerLines()).noneMatch(line -> line.startsWith("docker run"));
        assertThat(lab.hookNames()).endsWith("post-deploy");
    }

    /** The host that does not answer is not in the way of whoever names the hosts of the canary. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void saysHowToGoBackOnTheHostsThatAnswer(int silent) {
        pause();
        lab.server(silent).refuseConnections();

        DeployLab.Result result = lab.kamal("rollback", old, "--only-where-missing");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("10.0.0." + silent + " (port 22)")
                .contains("Nothing was changed. Of the hosts that answer, 10.0.0.1 lack version " + old + ".")
                .contains("`--hosts 10.0.0.1`");
        assertOnlyTheCanaryServes(fresh);

        lab.succeed("rollback", old, "--only-where-missing", "--hosts", "10.0.0.1");

        lab.server(silent).acceptConnections();
        assertAllServe(old);
    }

    @Test
    void aLaterDeployGoesToAllHosts() {
        pause();
        String next = lab.change("3");

        lab.succeed("deploy");

        assertAllServe(next);
    }

    @Test
    void aCanaryOfAnotherRoleDoesNotWaitForThePrimaryRole() {
        lab.succeed("deploy", "--canary-hosts", "10.0.0.3", "--canary-watch", "1", "--canary-pause");

        assertThat(lab.running(3)).containsExactly("myapp-job-" + fresh);
        assertThat(lab.running(1)).containsExactly("myapp-web-" + old);
        assertThat(lab.running(2)).containsExactly("myapp-web-" + old);

        lab.succeed("promote", "--version", fresh);

        assertAllServe(fresh);
    }

    @Test
    void refusesToPromoteWhatNoHostServes() {
        DeployLab.Result result = lab.kamal("promote", "--version", fresh);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("There is no canary of version " + fresh)
                .contains("10.0.0.1, role web: " + old);
        assertAllServe(old);
        assertThat(lab.hookNames()).containsExactly("pre-connect");
        assertThat(lab.isLocked()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0            | must be at least 1, but is '0'
            0%           | must be a share from 1% to 99%, but is '0%'
            100%         | must be a share from 1% to 99%, but is '100%'
            12.5%        | but is '12.5%'
            3            | The canary would be 3 hosts, but the deploy has only 3 hosts (10.0.0.1, 10.0.0.2, 10.0.0.3)
            10.0.0.*     | so no host would be left
            10.0.0.7     | No --canary-hosts match for 10.0.0.7
            10.0.0.4     | No --canary-hosts match for 10.0.0.4
            10.0.0.1,    | but is '10.0.0.1,'
            """)
    void refusesWrongHostsBeforeAServerIsTouched(String hosts, String message) {
        DeployLab.Result result = lab.kamal("deploy", "--canary-hosts", hosts);

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.err()).contains(message);
        assertThat(lab.hookNames()).isEmpty();
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.dockerLines()).isEmpty());
    }

    @Test
    void refusesAPauseWithoutHosts() {
        DeployLab.Result result = lab.kamal("deploy", "--canary-pause");

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.err()).contains("--canary-watch and --canary-pause need --canary-hosts");
        assertThat(lab.hookNames()).isEmpty();
    }

    @Test
    void aCanaryThatLostTheLockLeavesTheOtherHostsAlone() throws Exception {
        CompletableFuture<DeployLab.Result> deploy = begin(
                "deploy",
                "--canary-hosts",
                "1",
                "--canary-watch",
                "3",
                "--on-failure",
                "rollback",
                "--invocation",
                invocation.toString());
        await("the canary is watched", () -> lab.running(1).equals(List.of("myapp-web-" + fresh)));
        lab.succeed("lock", "release");

        DeployLab.Result result = deploy.get();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("is no longer ours").contains("it is gone");
        assertOnlyTheCanaryServes(fresh);
    }

    @Test
    void otherRolesDoNotWaitForEachOtherOnceThePrimaryRoleIsDone() {
        aWorkerAndAJob();
        lab.server(3).faults().failDocker("no space left on device", "run");

        DeployLab.Result result = lab.kamal("deploy", "--canary-hosts", "10.0.0.1,10.0.0.2", "--canary-watch", "1");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("no space left on device").doesNotContain("primary role");
        assertThat(lab.running(4)).containsExactly("myapp-worker-" + fresh);
    }

    @Test
    void otherRolesDoNotWaitForEachOtherInAPromotion() {
        aWorkerAndAJob();
        lab.succeed("deploy", "--canary-hosts", "10.0.0.1,10.0.0.2", "--canary-pause");
        lab.server(3).faults().failDocker("no space left on device", "run");

        DeployLab.Result result = lab.kamal("promote", "--version", fresh);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("no space left on device").doesNotContain("primary role");
        assertThat(lab.running(4)).containsExactly("myapp-worker-" + fresh);
    }

    private void aWorkerAndAJob() {
        lab.configure("  job:\n", "  worker:\n    hosts:\n      - 10.0.0.4\n    cmd: /app job\n  job:\n");
        lab.succeed("deploy");
        fresh = lab.change("3");
    }

    /** A page of the canary refers to new assets, and the browser may request them from a host of the old version. */
    @Test
    void theAssetsOfTheCanaryAreOnAllHostsBeforeItServes() {
        lab.write("Dockerfile", "FROM scratch\nCOPY version.txt /app/assets/app.css\nEXPOSE 80\nCMD [\"/app\"]\n");
        lab.configure("env:\n  clear:", "asset_path: /app/assets\nenv:\n  clear:");
        lab.succeed("deploy");
        fresh = lab.change("3");
        lab.forget();

        pause();

        String extracted = "web-" + fresh;
        assertThat(lab.server(2).dockerLines())
                .anyMatch(line -> line.startsWith("docker container cp") && line.endsWith(extracted))
                .noneMatch(line -> line.startsWith("docker run"));
        assertThat(lab.server(3).dockerLines()).noneMatch(line -> line.startsWith("docker container cp"));
    }
}
