package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.lab.docker.ImageBehaviour;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedProxy.Rollout;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A version for some of the visitors: web runs on 10.0.0.1 and 10.0.0.2, job on 10.0.0.3. */
class VisitorsFlowTest extends FlowTest {

    private static final String WEB = "myapp-web";
    private static final String[] ROLLOUT_DEPLOY = {"exec", "kamal-proxy", "kamal-proxy", "rollout", "deploy"};
    private static final String[] ROLLOUT_STOP = {"exec", "kamal-proxy", "kamal-proxy", "rollout", "stop"};

    private String old;
    private String fresh;

    @BeforeEach
    void deployOnce() {
        old = lab.head();
        lab.succeed("deploy");
        fresh = lab.change("2");
        lab.forget();
    }

    private DeployLab.Result rollOut(String... more) {
        List<String> words = new ArrayList<>(List.of("deploy", "--rollout-percent", "10"));
        words.addAll(List.of(more));
        return lab.succeed(words.toArray(String[]::new));
    }

    private static String canary(String version) {
        return WEB + "-" + version + "_rollout";
    }

    private Rollout rollout(int server) {
        return lab.server(server).docker().rollouts().get(WEB);
    }

    private String target(int server) {
        String id = rollout(server).targets().get(0).replaceFirst(":80$", "");
        return lab.server(server)
                .docker()
                .run("ps", "--all", "--filter", "id=" + id, "--format", "{{.Names}}")
                .stdout()
                .strip();
    }

    private void assertCanary(String version, int percent, String... allowed) {
        for (int server = 1; server <= 2; server++) {
            assertThat(lab.served(server)).isEqualTo(WEB + "-" + old);
            assertThat(lab.running(server)).containsExactlyInAnyOrder(WEB + "-" + old, canary(version));
            assertThat(target(server)).isEqualTo(canary(version));
            assertThat(rollout(server).percent()).isEqualTo(percent);
            assertThat(rollout(server).allowed()).containsExactly(allowed);
        }
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.isLocked()).isFalse();
    }

    /** Nothing of a canary is left: no container, no visitor that is sent elsewhere, and no target that does not run. */
    private void assertAllServe(String version) {
        for (int server = 1; server <= 2; server++) {
            assertThat(lab.served(server)).isEqualTo(WEB + "-" + version);
            assertThat(lab.server(server)
                            .docker()
                            .run("ps", "--all", "--format", "{{.Names}}")
                            .stdout())
                    .doesNotContain("_rollout");
            if (rollout(server) != null) {
                assertThat(rollout(server).percent()).isEqualTo(-1);
                assertThat(target(server)).doesNotContain("_rollout");
            }
        }
        assertThat(lab.running(3)).containsExactly("myapp-job-" + version);
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void aVersionServesSomeOfTheVisitors() {
        Path invocation = lab.invocation("visitors");

        DeployLab.Result result = rollOut("--rollout-allow", "staff,qa@lab", "--invocation", invocation.toString());

        assertCanary(fresh, 10, "staff", "qa@lab");
        assertThat(result.out())
                .contains(
                        "The deploy paused: " + fresh + " serves 10 % of the visitors and those with the cookie values"
                                + " staff, qa@lab on "
                                + "10.0.0.1, 10.0.0.2")
                .contains("Roles without kamal-proxy keep their version until the promotion: job.")
                .contains("the cookie kamal-rollout, which the app has to set")
                .contains("kamal promote --version " + fresh);
        assertThat(lab.hookNames())
                .containsExactly("pre-connect", "pre-build", "pre-deploy", "pre-app-boot", "post-app-boot");
        assertThat(lab.hooks())
                .filteredOn(hook -> hook.hook().equals("pre-app-boot"))
                .extracting(hook -> hook.environment().get("KAMAL_HOSTS"))
                .containsExactly("10.0.0.1,10.0.0.2");
        assertThat(DeployLab.events(invocation, DeployEvent.VisitorsChosen.class))
                .containsExactly(new DeployEvent.VisitorsChosen(
                        10, List.of("staff", "qa@lab"), List.of("10.0.0.1", "10.0.0.2"), 3));
        assertThat(DeployLab.events(invocation, DeployEvent.RoleServed.class))
                .contains(
                        new DeployEvent.RoleServed("10.0.0.1", "web", old),
                        new DeployEvent.RoleServed("10.0.0.3", "job", old));
        assertThat(DeployLab.events(invocation, DeployEvent.ContainerBooted.class))
                .as("for the records, the old version still runs there")
                .isEmpty();
        assertThat(lab.server(3).dockerLines()).noneMatch(line -> line.startsWith("docker pull"));
    }

    @Test
    void anotherShareOfTheSameVersionOnlySetsTheShare() {
        rollOut("--rollout-allow", "staff");
        lab.forget();

        DeployLab.Result result = lab.succeed("deploy", "--rollout-percent", "50");

        assertCanary(fresh, 50);
        assertThat(result.out()).contains(fresh + " serves 50 % of the visitors on 10.0.0.1, 10.0.0.2");
        assertThat(lab.server(1).dockerLines())
                .noneMatch(line -> line.startsWith("docker run") || line.startsWith("docker pull"))
                .filteredOn(line -> line.contains("kamal-proxy rollout"))
                .satisfiesExactly(
                        healthy -> assertThat(healthy).contains("rollout deploy myapp-web --target="),
                        set -> assertThat(set)
                                .isEqualTo("docker exec kamal-proxy kamal-proxy rollout set myapp-web --percent=50"));
        assertThat(lab.hookNames()).containsExactly("pre-connect");
    }

    /** As after plain Kamal's {@code app stop} and {@code app start}. */
    @Test
    void theSameAgainGivesTheCanaryItsVisitorsBackAfterTheProxyForgotThem() {
        rollOut();
        for (int server = 1; server <= 2; server++) {
            lab.server(server).docker().run("exec", "kamal-proxy", "kamal-proxy", "remove", WEB);
        }
        lab.succeed("app", "start", "--roles", "web");
        assertThat(rollout(1)).isNull();

        rollOut();

        assertCanary(fresh, 10);
    }

    @Test
    void anotherVersionReplacesTheCanary() {
        rollOut();
        String third = lab.change("3");
        lab.forget();

        rollOut();

        assertCanary(third, 10);
        List<String> lines = lab.server(1).dockerLines();
        assertThat(indexOf(lines, "kamal-proxy rollout stop"))
                .as("no visitor of the canary gets the other version before it is healthy on all hosts")
                .isLessThan(indexOf(lines, "docker run"));
        assertThat(indexOf(lines, "kamal-proxy rollout deploy"))
                .as("the canary may answer until the other one has taken its place")
                .isLessThan(indexOf(lines, "docker stop"));
    }

    @Test
    void aCanaryWhoseVisitorsCannotBeTakenIsNotReplaced() {
        rollOut();
        String third = lab.change("3");
        lab.server(1).faults().failDocker("no", ROLLOUT_STOP);

        DeployLab.Result result = lab.kamal("deploy", "--rollout-percent", "10");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("The canary by visitors could not be ended on 10.0.0.1")
                .contains("The canary has ended, but on 10.0.0.1 visitors may still get");
        assertThat(lab.running(1)).containsExactlyInAnyOrder(WEB + "-" + old, canary(fresh));
        assertThat(lab.running(2)).doesNotContain(canary(third)).containsExactly(WEB + "-" + old);
    }

    @Test
    void theContainerOfAnEndedCanaryIsReplaced() {
        rollOut();
        lab.server(1).docker().crash(canary(fresh), 1);

        rollOut();

        assertCanary(fresh, 10);
    }

    @Test
    void promotesTheVersionForAllVisitors() {
        rollOut();
        lab.forget();

        lab.succeed("promote", "--version", fresh);

        assertAllServe(fresh);
        assertThat(lab.running(1)).containsExactly(WEB + "-" + fresh);
        List<String> lines = lab.server(1).dockerLines();
        assertThat(indexOf(lines, "kamal-proxy deploy"))
                .as("the visitors of the canary keep it until the version serves all")
                .isLessThan(indexOf(lines, "kamal-proxy rollout stop"));
        assertThat(lab.hookNames()).endsWith("post-deploy");
    }

    private static int indexOf(List<String> lines, String words) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(words)) {
                return i;
            }
        }
        throw new AssertionError("no " + words + " in " + lines);
    }

    @Test
    void endsWithARollback() {
        rollOut();
        lab.forget();

        DeployLab.Result result = lab.succeed("rollback", old, "--only-where-missing");

        assertAllServe(old);
        assertThat(result.out()).contains("removed the container of the canary, version " + fresh);
        assertThat(lab.server(1).dockerLines())
                .noneMatch(line -> line.startsWith("docker run"))
                .filteredOn(line -> line.contains("kamal-proxy rollout") || line.contains("docker stop"))
                .satisfiesExactly(
                        stop -> assertThat(stop).contains("kamal-proxy rollout stop myapp-web"),
                        drain -> assertThat(drain)
                                .contains("kamal-proxy rollout deploy")
                                .contains("--drain-timeout="),
                        end -> assertThat(end).startsWith("docker stop "));
    }

    @Test
    void aDeployForAllEndsTheCanaryOfAnotherVersionBeforeItBoots() {
        rollOut();
        String third = lab.change("3");
        lab.forget();

        lab.succeed("deploy");

        assertAllServe(third);
        List<String> lines = lab.server(1).dockerLines();
        assertThat(indexOf(lines, "kamal-proxy rollout stop")).isLessThan(indexOf(lines, "kamal-proxy deploy"));
    }

    @Test
    void aRedeployEndsTheCanary() {
        rollOut();
        String third = lab.change("3");

        lab.succeed("redeploy");

        assertAllServe(third);
    }

    /** What Kamal asks and does by its labels: the canary is neither what runs, nor stale, nor to be pruned. */
    @Test
    void kamalsCommandsForTheRoleDoNotFindTheCanary() {
        rollOut();

        assertThat(lab.succeed("app", "version").out()).contains(old).doesNotContain(fresh);
        assertThat(lab.succeed("app", "stale_containers").out()).doesNotContain("Detected stale");
        lab.succeed("app", "stale_containers", "--stop");
        lab.succeed("prune", "all");
        assertThat(lab.succeed("status").out()).doesNotContain("_rollout");

        assertCanary(fresh, 10);
    }

    @Test
    void stoppingTheAppEndsTheCanary() {
        rollOut();

        lab.succeed("app", "stop");

        for (int server = 1; server <= 2; server++) {
            assertThat(lab.running(server)).isEmpty();
            assertThat(lab.server(server)
                            .docker()
                            .run("ps", "--all", "--format", "{{.Names}}")
                            .stdout())
                    .doesNotContain("_rollout");
        }
    }

    /** The container with the name of the new one is that of the canary before, whose log says nothing about the failure. */
    @Test
    void aCanaryWhosePredecessorCannotBeRenamedShowsNoLogOfIt() {
        rollOut();
        lab.server(2).docker().run("stop", canary(fresh));
        lab.server(2).faults().failDocker("no such file or directory", "rename");
        lab.forget();

        DeployLab.Result result = lab.kamal("deploy", "--rollout-percent", "10");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.2: `docker rename", "no such file or directory");
        assertThat(lab.server(2).dockerLines())
                .noneMatch(line -> line.startsWith("docker run --detach --restart") || line.startsWith("docker logs"));
    }

    /** Until an answer says that the container before has another name, it may still be the one with the name. */
    @Test
    void aCanaryWhoseStartIsNotAnsweredShowsNoLogOfItsPredecessor() {
        rollOut();
        lab.server(2).docker().run("stop", canary(fresh));
        lab.server(2)
                .faults()
                .answerDocker(
                        () -> {
                            lab.server(2).dropConnections();
                            return DockerReply.failure(1, "");
                        },
                        "rename");
        lab.forget();

        DeployLab.Result result = lab.kamal("deploy", "--rollout-percent", "10");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(lab.server(2).dockerLines())
                .anyMatch(line -> line.startsWith("docker rename"))
                .noneMatch(line -> line.startsWith("docker logs"));
    }

    /** The name is free before anything else of the start can fail. */
    @Test
    void aCanaryThatCannotWriteItsEnvironmentShowsNoLogOfItsPredecessor() throws Exception {
        rollOut();
        lab.server(2).docker().run("stop", canary(fresh));
        Path environments = lab.server(2).home().resolve(".kamal/apps/myapp/env/roles");
        Files.move(environments, environments.resolveSibling("moved"));
        Files.createFile(environments);
        lab.forget();

        DeployLab.Result result = lab.kamal("deploy", "--rollout-percent", "10");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(lab.server(2).dockerLines())
                .anyMatch(line -> line.startsWith("docker rename"))
                .noneMatch(line -> line.matches("docker logs --timestamps --tail 50 .+"));
    }

    @Test
    void theImageIsTheLatestOneAlthoughTheCanaryCannotEnd() {
        rollOut();
        lab.server(2).faults().failDocker("container kamal-proxy is not running", ROLLOUT_STOP);
        lab.forget();

        assertThat(lab.kamal("deploy").err()).contains("Visitors may still get it on 10.0.0.2");

        assertThat(lab.served(1)).isEqualTo(WEB + "-" + fresh);
        assertThat(lab.server(1).dockerLines()).anyMatch(line -> line.startsWith("docker tag"));
    }

    @Test
    void nobodyGetsAVersionThatIsNotHealthyOnEveryHost() {
        lab.server(2).docker().behave(WEB + "-" + fresh, ImageBehaviour.UNHEALTHY);

        DeployLab.Result result = lab.kamal("deploy", "--rollout-percent", "10");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("10.0.0.2")
                .contains("did not become healthy")
                .contains("The canary has ended: all visitors get the version that served before");
        assertAllServe(old);
        assertThat(lab.server(1).dockerLines()).noneMatch(line -> line.contains("rollout set"));
    }

    @Test
    void theLogOfTheProxyIsWatchedForTheCanary() {
        DeployLab.Result result = rollOut("--watch", "1");

        assertCanary(fresh, 10);
        assertThat(result.out()).containsPattern("10\\.0\\.0\\.1[]:] Watched for 1 s: no requests seen");
    }

    /** Attack: another job that may push moves the tag, so that its program would get the database and the secrets. */
    @Test
    void runsNoOtherImageThanTheOneThatWasPushed() {
        lab.succeed("build", "push", "--version", fresh);
        lab.forget();

        DeployLab.Result result = lab.kamal(
                "deploy",
                "--rollout-percent",
                "10",
                "--migrate",
                "bin/rails db:migrate",
                "--skip-push",
                "--version",
                fresh,
                "--pushed",
                DeployLab.IMAGE + ":" + fresh + "@sha256:" + "1".repeat(64));

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("points to another image than the one that was pushed");
        assertThat(lab.server(1).dockerLines()).noneMatch(line -> line.startsWith("docker run"));
        assertAllServe(old);
    }

    @Test
    void theHostOfTheMigrationPullsTheImageAlthoughItHasNoProxy() {
        lab.configure("  web:\n    hosts", "  web:\n    proxy: true\n    hosts");
        lab.configure("  job:\n    hosts", "  job:\n    proxy: false\n    hosts");
        lab.configure("deploy_timeout: 3", "deploy_timeout: 3\nprimary_role: job");
        lab.server(3).faults().failDocker(DockerReply.ok(), "run", "--rm");

        rollOut("--migrate", "bin/rails db:migrate");

        List<String> lines = lab.server(3).dockerLines();
        assertThat(indexOf(lines, "docker pull")).isLessThan(indexOf(lines, "bin/rails db:migrate"));
        assertCanary(lab.head(), 10);
    }

    @Test
    void theShareOfACanaryThatHasEndedMeanwhileIsNotChanged() {
        rollOut();
        String[] question = {
            "ps",
            "--all",
            "--filter",
            "label=service=myapp",
            "--filter",
            "label=destination=",
            "--filter",
            "label=kamal-rollout=web"
        };
        List<String> asked = new ArrayList<>(List.of(question));
        asked.addAll(List.of("--format", "{{.ID}} {{.State}} {{.Names}}"));
        lab.server(2).faults().answerDocker(() -> endedAfter(asked), question);
        lab.forget();

        DeployLab.Result result = lab.kamal("deploy", "--rollout-percent", "50");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("The canary of " + fresh
                        + " has ended since this run looked for it; its share was not changed");
        assertThat(rollout(1).percent()).isEqualTo(10);
        assertThat(lab.server(1).dockerLines()).noneMatch(line -> line.contains("kamal-proxy rollout"));
        assertThat(lab.isLocked()).isFalse();
    }

    /** What server 2 answers; then its container of the canary ends. */
    private DockerReply endedAfter(List<String> question) {
        DockerReply answer = lab.server(2).docker().run(question.toArray(String[]::new));
        if (lab.running(2).contains(canary(fresh))) {
            lab.server(2).docker().crash(canary(fresh), 1);
        }
        return answer;
    }

    /** kamal-proxy then has the container that serves all in the place of the canary. */
    @Test
    void aContainerThatOutlivedItsCanaryGetsVisitorsAgain() {
        rollOut();
        for (int server = 1; server <= 2; server++) {
            lab.server(server).faults().failDocker("cannot stop container", "stop");
        }
        assertThat(lab.succeed("rollback", old, "--only-where-missing").out())
                .contains("WARNING: 10.0.0.1: no visitor gets the canary any more");
        for (int server = 1; server <= 2; server++) {
            lab.server(server).faults().clear();
            assertThat(target(server)).isEqualTo(WEB + "-" + old);
        }

        rollOut();

        assertCanary(fresh, 10);
    }

    @Test
    void aFailureEndsTheCanaryOnTheHostsThatAnswer() throws Exception {
        Path invocation = lab.invocation("visitors");
        CompletableFuture<Void> unreachable = new CompletableFuture<>();
        lab.server(1).docker().behave(WEB + "-" + fresh, ImageBehaviour.UNHEALTHY);
        lab.server(1).faults().holdNextDocker(unreachable, ROLLOUT_DEPLOY);
        CompletableFuture<DeployLab.Result> deploy =
                begin("deploy", "--rollout-percent", "10", "--invocation", invocation.toString());
        await("the canary is healthy on 10.0.0.2", () -> rollout(2) != null);
        lab.server(2).refuseConnections();
        unreachable.complete(null);

        DeployLab.Result result = deploy.get();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("did not become healthy")
                .contains("The canary has ended, but on 10.0.0.2 visitors may still get " + fresh
                        + "; `kamal rollback VERSION --only-where-missing` ends it as soon as they answer:\n"
                        + "  10.0.0.2 (port 22)");
        assertThat(lab.running(1)).containsExactly(WEB + "-" + old);
        assertThat(DeployLab.events(invocation, DeployEvent.VisitorsChosen.class))
                .containsExactly(new DeployEvent.VisitorsChosen(10, List.of(), List.of("10.0.0.2"), 3));
        assertEnded(invocation, "10.0.0.1");

        lab.server(2).acceptConnections();
        lab.succeed("rollback", old, "--only-where-missing");

        assertAllServe(old);
    }

    @Test
    void aProxyThatDoesNotAnswerKeepsTheCanaryOnItsHostOnly() {
        rollOut();
        lab.server(1).faults().failDocker("container kamal-proxy is not running", ROLLOUT_STOP);
        Path invocation = lab.invocation("rollback");

        DeployLab.Result result =
                lab.kamal("rollback", old, "--only-where-missing", "--invocation", invocation.toString());

        assertEnded(invocation, "10.0.0.2");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("The canary by visitors has ended on 10.0.0.2. Visitors may still get it on 10.0.0.1")
                .contains("The canary by visitors could not be ended on 10.0.0.1");
        assertThat(lab.running(1)).containsExactlyInAnyOrder(WEB + "-" + old, canary(fresh));
        assertThat(lab.running(2)).containsExactly(WEB + "-" + old);

        lab.server(1).faults().clear();
        lab.succeed("rollback", old, "--only-where-missing");

        assertAllServe(old);
    }

    /** Whoever has no canary looks for the host that does not answer, not for visitors. */
    @Test
    void whereNoCanaryIsAHostThatDoesNotAnswerIsTheFailure() {
        lab.server(2).faults().failDocker("the daemon is busy", "ps");

        DeployLab.Result result = lab.kamal("app", "stop");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("the daemon is busy", "It is not known whether a canary by visitors is on 10.0.0.2")
                .doesNotContain("Visitors may still get", "troubleshooting.md#canary");
    }

    @Test
    void aCanaryThatEndsOnNoHostIsNamed() {
        rollOut();
        for (int server = 1; server <= 2; server++) {
            lab.server(server).faults().failDocker("container kamal-proxy is not running", ROLLOUT_STOP);
        }

        assertThat(lab.kamal("app", "stop").err())
                .contains("The canary by visitors has not ended. Visitors may still get it on 10.0.0.1, 10.0.0.2");
    }

    /** A bad version must not serve on until the last host answers; web runs on 10.0.0.2, job on 10.0.0.3. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | The canary by visitors has ended on 10.0.0.1. Visitors may still get it on 10.0.0.2; repeat the command
            3 | The rollback was not done, but the canary by visitors has ended
            """)
    void aHostThatDoesNotAnswerKeepsNoCanaryOnTheOthers(int silent, String message) {
        rollOut();
        lab.server(silent).refuseConnections();
        Path invocation = lab.invocation("rollback");

        DeployLab.Result result =
                lab.kamal("rollback", old, "--only-where-missing", "--invocation", invocation.toString());

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains(message, "10.0.0." + silent + " (port 22)");
        assertThat(lab.running(1)).containsExactly(WEB + "-" + old);
        assertEnded(invocation, silent == 2 ? new String[] {"10.0.0.1"} : new String[] {"10.0.0.1", "10.0.0.2"});
        assertThat(lab.isLocked()).isFalse();

        lab.server(silent).acceptConnections();
        lab.succeed("rollback", old, "--only-where-missing");

        assertAllServe(old);
    }

    /** Somebody may hold the lock there. */
    @Test
    void withoutTheHostOfTheLockTheCanaryEndsOnTheNamedHostsOnly() {
        rollOut();
        lab.server(1).refuseConnections();

        DeployLab.Result result = lab.kamal("rollback", old, "--only-where-missing");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("10.0.0.1 (port 22)")
                .contains("The canary by visitors stays on 10.0.0.2, because the deploy lock is on 10.0.0.1")
                .contains("`--hosts 10.0.0.2`");
        assertThat(lab.running(2)).contains(canary(fresh));

        Path invocation = lab.invocation("rollback");
        lab.succeed(
                "rollback", old, "--only-where-missing", "--hosts", "10.0.0.2", "--invocation", invocation.toString());

        assertThat(lab.running(2)).containsExactly(WEB + "-" + old);
        assertEnded(invocation, "10.0.0.2");
    }

    private static void assertEnded(Path invocation, String... hosts) {
        assertThat(DeployLab.events(invocation, DeployEvent.VisitorsEnded.class))
                .containsExactly(new DeployEvent.VisitorsEnded(List.of(hosts)));
    }

    /** The hook may have failed in order to keep this run off the servers. */
    @Test
    void aHookThatFailsKeepsTheCanary() {
        rollOut();
        lab.whenHook("pre-connect", "exit 1");

        DeployLab.Result result = lab.kamal("rollback", old, "--only-where-missing");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("The hook pre-connect failed");
        assertCanary(fresh, 10);
    }

    /** The lock is on 10.0.0.1 also where only 10.0.0.2 has a canary. */
    @Test
    void aLockKeepsTheCanary() {
        rollOut();
        lab.server(1).docker().run("rm", "--force", canary(fresh));
        lab.succeed("lock", "acquire", "-m", "mine");
        lab.server(3).refuseConnections();

        DeployLab.Result result = lab.kamal("rollback", old, "--only-where-missing");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.3 (port 22)", "The deploy lock on 10.0.0.1 is held");
        assertThat(lab.running(2)).contains(canary(fresh));
    }

    /** Whoever aborts a build that waits for the lock stops it; the rollback has not failed then. */
    @Test
    void aStopEndsTheWaitForTheLockAsAStop() throws Exception {
        lab.configure("readiness_delay: 0\n", "readiness_delay: 0\noutput:\n  file:\n    path: logs/kamal\n");
        rollOut();
        hold("Bob", AUTOMATIC);
        lab.server(3).refuseConnections();
        Path invocation = lab.invocation("rollback");
        CompletableFuture<DeployLab.Result> rollback = begin(
                "rollback",
                old,
                "--only-where-missing",
                "--lock-wait",
                "--lock-wait-interval",
                "1",
                "--invocation",
                invocation.toString());
        await("the wait for the lock", () -> logged().contains("trying again in 1 s"));

        askToStop(invocation);

        assertThat(rollback.get(60, TimeUnit.SECONDS).exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(lab.running(2)).anyMatch(name -> name.endsWith("_rollout"));
    }

    @Test
    void aHostThatDoesNotAnswerChangesNothingWithoutACanary() {
        lab.server(2).refuseConnections();

        DeployLab.Result result = lab.kamal("rollback", old, "--only-where-missing");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.2 (port 22)").doesNotContain("canary");
        assertThat(result.out()).doesNotContain("deploy lock");
    }

    @Test
    void aFailureToChangeTheShareEndsTheCanary() {
        rollOut();
        lab.server(2).faults().failDocker("no", "exec", "kamal-proxy", "kamal-proxy", "rollout", "set");

        DeployLab.Result result = lab.kamal("deploy", "--rollout-percent", "50");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("The canary has ended: all visitors get the version that served before")
                .doesNotContain("migration");
        assertAllServe(old);
    }

    @Test
    void anotherShareIsWatchedAndRunsNoMigration() {
        Path invocation = lab.invocation("visitors");
        rollOut();
        lab.forget();

        DeployLab.Result result = lab.succeed(
                "deploy",
                "--rollout-percent",
                "50",
                "--watch",
                "1",
                "--migrate",
                "bin/rails db:migrate",
                "--invocation",
                invocation.toString());

        assertCanary(fresh, 50);
        assertThat(result.out()).containsPattern("10\\.0\\.0\\.1[]:] Watched for 1 s: no requests seen");
        assertThat(DeployLab.events(invocation, DeployEvent.Skipped.class))
                .contains(new DeployEvent.Skipped("migration", "the version serves some of the visitors already"));
        assertThat(lab.server(1).dockerLines()).noneMatch(line -> line.contains("bin/rails db:migrate"));
    }

    @Test
    void anotherShareNeedsThePlanThatWasApproved() {
        rollOut();

        DeployLab.Result result =
                lab.kamal("deploy", "--rollout-percent", "50", "--expect", "000000000000.000000000000");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("The plan was made for");
        assertCanary(fresh, 10);
    }

    @Test
    void aFailureSaysThatTheMigrationStays() {
        lab.server(1).faults().failDocker(DockerReply.ok(), "run", "--rm");
        lab.server(2).docker().behave(WEB + "-" + fresh, ImageBehaviour.UNHEALTHY);

        DeployLab.Result result = lab.kamal("deploy", "--rollout-percent", "10", "--migrate", "bin/rails db:migrate");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("The migration ran before the boot and is not taken back");
        assertAllServe(old);
    }

    @Test
    void aStopDoesNotWaitForTheCanaryToBecomeHealthy() throws Exception {
        Path invocation = lab.invocation("stopped");
        CompletableFuture<Void> later = new CompletableFuture<>();
        for (int server = 1; server <= 2; server++) {
            lab.server(server).faults().holdNextDocker(later, ROLLOUT_DEPLOY);
        }
        CompletableFuture<DeployLab.Result> deploy =
                begin("deploy", "--rollout-percent", "10", "--invocation", invocation.toString());
        await("kamal-proxy waits on both hosts", () -> List.of(lab.server(1), lab.server(2)).stream()
                .allMatch(server -> server.dockerLines().stream().anyMatch(line -> line.contains("rollout deploy"))));

        askToStop(invocation);
        DeployLab.Result result = deploy.get(60, TimeUnit.SECONDS);

        later.complete(null);
        assertThat(result.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(result.err())
                .contains("Stopped while role web was booting on 10.0.0.1")
                .contains("The canary has ended: all visitors get the version that served before");
        assertThat(DeployLab.events(invocation, DeployEvent.BootFailed.class)).isEmpty();
        assertAllServe(old);
    }

    @Test
    void oneOfSeveralContainersTakesThePlaceOfTheCanary() {
        lab.configure("readiness_delay: 0\n", """
                readiness_delay: 0
                x-jenkins:
                  roles:
                    web:
                      instances: 2
                """);
        lab.succeed("deploy");
        String serving = lab.head();
        lab.change("3");
        rollOut();
        assertThat(lab.running(1)).hasSize(3);

        lab.succeed("rollback", serving, "--only-where-missing");

        assertThat(lab.running(1)).hasSize(2);
        assertThat(rollout(1).targets()).hasSize(1);
        assertThat(target(1)).startsWith(WEB + "-" + serving);
    }

    @Test
    void aWarningOnlyPromisesToRemoveWhatIsLeft() {
        rollOut();
        for (int server = 1; server <= 2; server++) {
            lab.server(server).faults().failDocker("no", ROLLOUT_DEPLOY);
        }

        DeployLab.Result result = lab.succeed("rollback", old, "--only-where-missing");

        assertThat(result.out())
                .contains("WARNING: 10.0.0.1: no visitor gets the canary any more")
                .contains("Its last answers may have been cut off")
                .doesNotContain("The next deploy removes its container");
        assertThat(lab.running(1)).containsExactly(WEB + "-" + old);
    }

    @Test
    void aStoppedProxyDoesNotRun() {
        lab.server(1).docker().run("stop", "kamal-proxy");

        DeployLab.Result result = lab.kamal("deploy", "--rollout-percent", "10");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("kamal-proxy does not run on 10.0.0.1");
        assertThat(lab.running(1)).containsExactly(WEB + "-" + old);
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void refusesHostsWhereNothingServesTheOthers() {
        lab.succeed("app", "stop");

        DeployLab.Result result = lab.kamal("deploy", "--rollout-percent", "10");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("No version of role web serves on 10.0.0.1 that the other visitors could get");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void refusesAProxyThatIsTooOldBeforeAnythingIsTouched() {
        for (int server = 1; server <= 2; server++) {
            lab.server(server).docker().run("rm", "--force", "kamal-proxy");
            lab.server(server)
                    .docker()
                    .run(
                            "run",
                            "--detach",
                            "--name",
                            "kamal-proxy",
                            "--network",
                            "kamal",
                            "basecamp/kamal-proxy:v0.7.0");
        }
        lab.forget();

        DeployLab.Result result = lab.kamal("deploy", "--rollout-percent", "10");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("kamal-proxy on 10.0.0.1 is v0.7.0");
        assertThat(lab.server(1).dockerLines())
                .noneMatch(line -> line.startsWith("docker run") || line.contains("kamal-proxy rollout"));
        assertThat(lab.docker.lines())
                .as("the deploy before has built an image")
                .filteredOn(line -> line.startsWith("docker buildx build"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --rollout-percent 101                     | must be a whole number from 0 to 100, but is '101'
            --rollout-percent -1                      | must be a whole number from 0 to 100, but is '-1'
            --rollout-percent ten                     | must be a whole number from 0 to 100, but is 'ten'
            --rollout-percent 10 --rollout-allow a;b  | but one is 'a;b'
            --rollout-percent 10 --rollout-allow a,   | but one is ''
            --rollout-percent 10 --canary-hosts 1     | cannot be combined with --canary-hosts
            --rollout-percent 10 --environment-only   | cannot be combined with --environment-only
            --rollout-percent 10 --roles job          | job has no proxy
            --rollout-percent 10 --roles web,job      | job has no proxy
            --rollout-percent 10 --hosts 10.0.0.3     | job has no proxy
            """)
    void refusesWhatDoesNotFitBeforeAServerIsTouched(String options, String message) {
        List<String> words = new ArrayList<>(List.of("deploy"));
        words.addAll(List.of(options.split(" ")));

        DeployLab.Result result = lab.kamal(words.toArray(String[]::new));

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.err()).contains(message);
        assertThat(lab.hookNames()).isEmpty();
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.dockerLines()).isEmpty());
    }

    @Test
    void onlyDeployHasTheOptions() {
        DeployLab.Result result = lab.kamal("redeploy", "--rollout-percent", "10");

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.err()).contains("options of 'kamal deploy' only");
    }
}
