package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.ImageBehaviour;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers that do not become healthy, or are not what was pushed: the version before them serves on. */
class FailingBootFlowTest extends FlowTest {

    private String old;
    private String fresh;
    private Path invocation;

    @BeforeEach
    void deployOnce() {
        old = lab.head();
        lab.succeed("deploy");
        fresh = lab.change("2");
        lab.forget();
        invocation = lab.invocation("second");
    }

    private DeployLab.Result deploy(String... more) {
        String[] words = new String[3 + more.length];
        System.arraycopy(new String[] {"deploy", "--invocation", invocation.toString()}, 0, words, 0, 3);
        System.arraycopy(more, 0, words, 3, more.length);
        return lab.kamal(words);
    }

    @Test
    void oneUnhealthyHostKeepsItsVersionAndTheOthersGoAhead() {
        lab.server(2).docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);
        // As a proxy that waits for its deploy timeout: the healthy host has the first word.
        lab.server(2).faults().holdNextDocker(when(() -> lab.running(3).contains("myapp-job-" + fresh)), PROXY_DEPLOY);

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.2").contains("target failed to become healthy");
        assertThat(result.out()).contains("[10.0.0.2] role web did not become healthy within ");
        assertThat(result.out().lines().filter(line -> line.contains("exec kamal-proxy kamal-proxy deploy")))
                .as("the log shows the command that failed, once")
                .hasSize(1);
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + fresh);
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + old);
        assertThat(lab.running(2)).containsExactly("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + fresh);
        assertThat(lab.isLocked()).isFalse();
        assertThat(lab.hookNames()).doesNotContain("post-app-boot", "post-deploy");
        assertThat(DeployLab.events(invocation, DeployEvent.BootFailed.class))
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.host()).isEqualTo("10.0.0.2");
                    assertThat(failed.reason())
                            .as("the reason, the answers, and last the command")
                            .matches("(?s)10\\.0\\.0\\.2: role web did not become healthy within [^\n]*\n"
                                    + "The last lines of the container:\n  .*"
                                    + "\nThe command that failed:\n  10\\.0\\.0\\.2: `docker exec kamal-proxy [^\n]*");
                });
        assertThat(result.err())
                .as("what serves where comes before the command")
                .containsSubsequence(
                        "10.0.0.2: role web did not become healthy within ",
                        "What serves now:",
                        "10.0.0.1, role web: " + fresh + " serves, the new version",
                        "The command that failed:",
                        "10.0.0.2: `docker exec kamal-proxy");
    }

    @Test
    void aLineWithASecretIsRedactedBeforeItIsCutForThePage() throws IOException {
        lab.server(2).docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);
        lab.server(2)
                .faults()
                .answerDocker(
                        () -> new DockerReply(0, "x".repeat(296) + DeployLab.DB_PASSWORD + " refused\n", ""), "logs");

        deploy();

        String events = Files.readString(invocation.resolve("events.jsonl"));
        assertThat(events).contains("x".repeat(296)).doesNotContain(DeployLab.DB_PASSWORD.substring(0, 4));
    }

    @Test
    void logsThatNobodyCanRedactAreNotShown() {
        lab.server(2).docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);
        lab.server(2).faults().answerDocker(() -> new DockerReply(0, "DB_PASSWORD is unknown-here-1\n", ""), "logs");

        DeployLab.Result result = deploy("--skip-secrets-upload");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "[10.0.0.2] The container's log and the proxy's are not shown",
                        "`docker logs myapp-web-" + fresh)
                .doesNotContain("unknown-here-1");
        assertThat(invocation.resolve("events.jsonl")).content().doesNotContain("unknown-here-1");
    }

    /** The answer is lost, so nobody knows that kamal-proxy sends the requests to the container that is stopped now. */
    @Test
    void theOldContainerServesAgainWhereTheConnectionIsLostDuringTheSwitch() {
        switchOnHost2AndThen(lab.server(2)::dropConnections);

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.2: the connection was lost while `docker exec kamal-proxy");
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + old);
        assertThat(lab.running(2)).containsExactly("myapp-web-" + old);
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void nobodyClaimsToKnowWhatServesWhereTheServerDoesNotComeBack() {
        switchOnHost2AndThen(lab.server(2)::refuseConnections);

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("10.0.0.2: the connection was lost while `docker exec kamal-proxy")
                .contains("10.0.0.2, role web: unknown, because the server or kamal-proxy did not answer")
                .doesNotContain("10.0.0.2, role web: " + old);
        assertThat(result.out()).contains("WARNING: 10.0.0.2: it is unknown what serves as role web");
        assertThat(lastServed("10.0.0.2"))
                .as("the records do not claim it either")
                .isEmpty();
        assertThat(lastServed("10.0.0.3")).isEqualTo(old);
        assertThat(lab.isLocked()).isFalse();
    }

    private String lastServed(String host) {
        return DeployLab.events(invocation, DeployEvent.RoleServed.class).stream()
                .filter(served -> served.host().equals(host))
                .reduce((first, last) -> last)
                .orElseThrow()
                .version();
    }

    @Test
    void nobodyClaimsToKnowWhatServesWhereTheOldContainerIsNotFound() {
        switchOnHost2AndThen(() -> {
            lab.server(2).faults().failDocker("the daemon is busy", "container", "ls");
            lab.server(2).dropConnections();
        });

        DeployLab.Result result = deploy();

        assertThat(result.err()).contains("10.0.0.2, role web: unknown");
        assertThat(result.out())
                .contains("WARNING: 10.0.0.2: it is unknown what serves as role web")
                .contains("the daemon is busy");
        assertThat(lastServed("10.0.0.2")).isEmpty();
    }

    /** kamal-proxy was not told of the new container, or the role has no proxy, so the old one serves. */
    @ParameterizedTest
    @CsvSource({"2, web", "3, job"})
    void theOldContainerServesWhereTheServerIsLostBeforeTheSwitch(int server, String role) {
        lab.server(server)
                .faults()
                .answerDocker(
                        () -> {
                            lab.server(server).refuseConnections();
                            return new DockerReply(0, "", "");
                        },
                        "run");

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0." + server + ", role " + role + ": " + old + " still serves");
        assertThat(result.out())
                .contains("WARNING: 10.0.0." + server + ": the new container of role " + role + " may run on")
                .doesNotContain("it is unknown what serves");
        assertThat(lastServed("10.0.0." + server)).isEqualTo(old);
    }

    private void switchOnHost2AndThen(Runnable loss) {
        EmbeddedServer server = lab.server(2);
        server.faults()
                .answerDocker(
                        () -> {
                            server.faults().clear();
                            String id = server.docker()
                                    .run("inspect", "--format", "{{.Id}}", "myapp-web-" + fresh)
                                    .stdout()
                                    .substring(0, 12);
                            DockerReply switched = server.docker()
                                    .run(
                                            "exec",
                                            "kamal-proxy",
                                            "kamal-proxy",
                                            "deploy",
                                            "myapp-web",
                                            "--target=" + id + ":80",
                                            "--host=app.lab");
                            loss.run();
                            return switched;
                        },
                        PROXY_DEPLOY);
    }

    /** The name of a renamed container is no version: nobody can deploy it or roll back to it. */
    @Test
    void whatServesAgainAfterASecondDeployOfAVersionIsThisVersion() {
        lab.succeed("deploy");
        lab.server(3).faults().failDocker("no space left on device", "run");
        DeployLab.Result result = deploy("--on-failure", "rollback");
        lab.server(3).faults().clear();

        assertThat(lab.served(1)).startsWith("myapp-web-" + fresh + "_replaced_");
        assertThat(result.err())
                .contains("10.0.0.1, role web: " + fresh + " serves again")
                .contains("10.0.0.3, role job: " + fresh + " still serves");
        assertThat(DeployLab.events(invocation, DeployEvent.RoleServed.class))
                .extracting(DeployEvent.RoleServed::version)
                .containsOnly("", fresh);

        Path status = lab.invocation("status");
        lab.succeed("status", "--version", fresh, "--invocation", status.toString());
        assertThat(DeployLab.events(status, DeployEvent.RoleFound.class))
                .hasSize(3)
                .allMatch(role -> role.version().equals(fresh));
        assertThat(DeployLab.events(status, DeployEvent.DriftFound.class))
                .extracting(DeployEvent.DriftFound::kind)
                .doesNotContain(DriftKind.VERSION);

        Path plan = lab.invocation("plan");
        lab.succeed("plan", "--invocation", plan.toString());
        assertThat(DeployLab.events(plan, DeployEvent.ChangePlanned.class))
                .extracting(DeployEvent.ChangePlanned::kind)
                .doesNotContain(ChangeKind.VERSION);
    }

    /** The container with the name of the new one is the one that serves, so it is neither stopped nor shown as new. */
    @Test
    void aContainerThatCannotBeRenamedServesOn() {
        lab.succeed("deploy");
        lab.forget();
        lab.server(2).faults().failDocker("no such file or directory", "rename");

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.2: `docker rename", "no such file or directory");
        assertThat(lab.running(2)).containsExactly("myapp-web-" + fresh);
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + fresh);
        assertThat(lab.server(2).dockerLines())
                .noneMatch(line -> line.startsWith("docker run")
                        || line.startsWith("docker stop")
                        || line.startsWith("docker logs"));
        assertThat(result.out()).doesNotContain("[10.0.0.2] The first container of the primary role is not healthy");
    }

    /** Nobody knows whether the container was renamed: it was not, and it is not taken for the new one. */
    @Test
    void aContainerThatMayNotHaveBeenRenamedServesOn() {
        lab.succeed("deploy");
        lab.forget();
        lab.server(2)
                .faults()
                .answerDocker(
                        () -> {
                            lab.server(2).dropConnections();
                            return DockerReply.failure(1, "the server is about to end");
                        },
                        "rename");

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.2: the connection was lost while `docker rename");
        assertThat(lab.running(2)).containsExactly("myapp-web-" + fresh);
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + fresh);
        assertThat(lab.server(2).dockerLines())
                .noneMatch(line -> line.startsWith("docker stop") || line.startsWith("docker logs"));
    }

    /** The same, but it was renamed and the new one was started, which is stopped. */
    @Test
    void aNewContainerWhoseStartGotLostIsStopped() {
        lab.succeed("deploy");
        lab.forget();
        lab.server(2)
                .faults()
                .holdNextDocker(
                        when(() -> {
                            boolean started = lab.running(2).size() == 2;
                            if (started) {
                                lab.server(2).dropConnections();
                            }
                            return started;
                        }),
                        "container",
                        "inspect");

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(lab.running(2)).singleElement().asString().startsWith("myapp-web-" + fresh + "_replaced_");
        assertThat(lab.served(2)).startsWith("myapp-web-" + fresh + "_replaced_");
    }

    @Test
    void nothingIsRenamedWhereTheFirstWordIsBad() {
        lab.succeed("deploy");
        lab.server(1).docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);
        lab.server(2).docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + fresh);
        assertThat(result.out()).doesNotContain("[10.0.0.3] Renaming");
    }

    @Test
    void otherRolesHoldStillWhereTheFirstWordIsBad() {
        lab.server(2).docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);
        lab.server(1)
                .faults()
                .holdNextDocker(
                        when(() ->
                                "exited".equals(lab.server(2).docker().states().get("myapp-web-" + fresh))),
                        PROXY_DEPLOY);

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("Role job is not booted on 10.0.0.3");
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + fresh);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void whereAllAreUnhealthyNoOtherRoleIsTouched() {
        lab.server(1).docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);
        lab.server(2).docker().behave("myapp-web", ImageBehaviour.CRASHES);

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + old);
        assertThat(lab.running(1)).containsExactly("myapp-web-" + old);
        assertThat(lab.running(2)).containsExactly("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.server(3).dockerLines()).noneMatch(line -> line.startsWith("docker run"));
        assertThat(lab.isLocked()).isFalse();
        assertThat(DeployLab.events(invocation, DeployEvent.ContainerBooted.class))
                .isEmpty();
        assertThat(DeployLab.events(invocation, DeployEvent.BootFailed.class))
                .extracting(DeployEvent.BootFailed::role)
                .containsExactlyInAnyOrder("web", "web", "job");
    }

    @Test
    void showsWhatTheContainerSaidBeforeItGoes() {
        lab.configure("readiness_delay: 0", "readiness_delay: 0 # again");
        fresh = lab.head();
        lab.write("Dockerfile", "FROM scratch\nLABEL lab.behaviour=unhealthy\nCMD [\"/app\"]\n");
        fresh = lab.commit();

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.out()).contains("docker logs").contains("listening");
        assertThat(lab.server(1).docker().states()).containsEntry("myapp-web-" + fresh, "exited");
    }

    @Test
    void aJobThatDoesNotComeUpIsTakenAwayAndItsPredecessorStays() {
        lab.server(3).docker().behave("myapp-job", ImageBehaviour.CRASHES);

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.3").contains("was not ready after 3.00 s");
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + fresh);
        assertThat(lab.isLocked()).isFalse();
    }

    /** Nothing is known of it from the script that has started it, so it is asked for by its id. */
    @Test
    void aJobThatIsGoneIsSaidToBeGone() {
        lab.server(3)
                .faults()
                .answerDocker(
                        () -> {
                            lab.server(3).docker().run("rm", "--force", "myapp-job-" + fresh);
                            return DockerReply.failure(1, "Error response from daemon: No such container");
                        },
                        "container",
                        "inspect");

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.3 was not ready after 3.00 s (it is gone)");
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
    }

    @Test
    void provesThatEveryContainerIsWhatWasPushed() {
        assertThat(deploy().exitStatus()).isZero();

        String digest =
                lab.registry.find(DeployLab.IMAGE + ":" + fresh).orElseThrow().digest();
        assertThat(DeployLab.events(invocation, DeployEvent.ImagePushed.class))
                .containsExactly(new DeployEvent.ImagePushed(DeployLab.IMAGE + ":" + fresh, digest));
        assertThat(DeployLab.events(invocation, DeployEvent.ContainerBooted.class))
                .hasSize(3)
                .allSatisfy(booted -> {
                    assertThat(booted.proof()).isEqualTo(Proof.PROVEN);
                    assertThat(booted.digest()).isEqualTo(digest);
                    assertThat(booted.version()).isEqualTo(fresh);
                });
    }

    @Test
    void saysThatNothingIsProvenWhereNobodyRecordedADigest() {
        DeployLab.Result result = deploy("--skip-push", "--version", old);

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out()).contains("digest not proven").doesNotContain("digest proven");
        assertThat(DeployLab.events(invocation, DeployEvent.ContainerBooted.class))
                .allSatisfy(booted -> assertThat(booted.proof()).isEqualTo(Proof.NOT_PROVEN));
    }

    @Test
    void provesARecordedDigest() {
        String digest =
                lab.registry.find(DeployLab.IMAGE + ":" + old).orElseThrow().digest();

        assertThat(deploy("--skip-push", "--version", old, "--pushed", DeployLab.IMAGE + ":" + old + "@" + digest)
                        .exitStatus())
                .isZero();

        assertThat(DeployLab.events(invocation, DeployEvent.ContainerBooted.class))
                .allSatisfy(booted -> assertThat(booted.proof()).isEqualTo(Proof.PROVEN));
    }

    @Test
    void failsWhereTheTagWasMovedToAnotherImage() {
        String pushed =
                lab.registry.find(DeployLab.IMAGE + ":" + old).orElseThrow().digest();
        lab.registry.publish(DeployLab.IMAGE + ":moved", SimulatedImage.web("myapp", "somebody else's"));

        DeployLab.Result result =
                deploy("--skip-push", "--version", "moved", "--pushed", DeployLab.IMAGE + ":moved@" + pushed);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("another image than the one that was pushed")
                .contains(pushed, "Nothing was started with it");
        assertThat(lab.server(1).dockerLines())
                .noneMatch(line -> line.startsWith("docker run") && line.contains(":moved"));
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
        assertThat(lab.running(1)).containsExactly("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.isLocked()).isFalse();
    }
}
