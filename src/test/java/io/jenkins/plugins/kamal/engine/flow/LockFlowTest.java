package io.jenkins.plugins.kamal.engine.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The deploy lock between deploys. */
class LockFlowTest extends FlowTest {

    @Test
    void aLockWithoutDetailsIsALock() throws IOException {
        Files.createDirectories(lab.server(1).home().resolve(".kamal/lock-myapp"));

        assertThat(lab.succeed("lock", "status").out()).contains("Who holds it is unknown");
        DeployLab.Result result = lab.kamal("app", "stop");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("is held", "Who holds it is unknown", "kamal lock release");
    }

    /** As on a disk that was full when the lock was taken. */
    @Test
    void aLockWithEmptyDetailsIsALock() throws IOException {
        Files.createDirectories(lab.lockDirectory());
        Files.createFile(lab.lockDirectory().resolve("details"));

        assertThat(lab.succeed("lock", "status").out()).contains("Who holds it is unknown");
        assertThat(lab.kamal("app", "stop").err()).contains("is held", "Who holds it is unknown");
        lab.succeed("lock", "release");

        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void whoFindsItHeldTouchesNothing() throws IOException {
        hold("Bob", AUTOMATIC);

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("The deploy lock on 10.0.0.1 is held")
                .contains("Locked by: Bob")
                .contains("kamal lock release");
        assertNothingWasDoneOnServers();
        assertThat(details()).contains("Bob");
        assertThat(lab.hookNames()).containsExactly("pre-connect");
    }

    @Test
    void waitsUntilItIsGivenBackIfTold() throws Exception {
        lab.configure("readiness_delay: 0\n", "readiness_delay: 0\noutput:\n  file:\n    path: logs/kamal\n");
        hold("Bob", AUTOMATIC);

        CompletableFuture<DeployLab.Result> deploy =
                begin("deploy", "--lock-wait", "--lock-wait-interval", "1", "--lock-wait-timeout", "60");
        await("a first attempt in vain", () -> logged().contains("trying again in 1 s"));
        assertThat(deploy).isNotDone();
        release();

        DeployLab.Result result = deploy.get(60, TimeUnit.SECONDS);
        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out()).contains("trying again in 1 s").contains("Locked by: Bob");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void waitsNoLongerThanItMay() throws IOException {
        hold("Bob", AUTOMATIC);

        DeployLab.Result result =
                lab.kamal("deploy", "--lock-wait", "--lock-wait-interval", "1", "--lock-wait-timeout", "1");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("not released before the wait ended").contains("Bob");
    }

    @Test
    void doesNotWaitForAPersonsLock() {
        lab.succeed("lock", "acquire", "-m", "the database is being moved");

        DeployLab.Result result = lab.kamal("deploy", "--lock-wait");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("taken by hand")
                .contains("the database is being moved")
                .contains("Lab Person");
        assertThat(lab.isLocked()).isTrue();
    }

    @Test
    void namesWhoHoldsItOnceHoweverLongItWaits() throws IOException {
        hold("Bob", AUTOMATIC);
        Path invocation = lab.invocation("one");

        DeployLab.Result result = lab.kamal(
                "deploy",
                "--lock-wait",
                "--lock-wait-interval",
                "1",
                "--lock-wait-timeout",
                "3",
                "--invocation",
                invocation.toString());

        assertThat(result.out()).containsOnlyOnce("trying again in 1 s").containsOnlyOnce("Locked by: Bob");
        assertThat(DeployLab.events(invocation, DeployEvent.LockHeld.class))
                .singleElement()
                .satisfies(held -> {
                    assertThat(held.details()).contains("Locked by: Bob");
                    assertThat(held.question()).isEmpty();
                });
    }

    @Test
    void takesOverTheLockOfARunThatHasEnded() throws Exception {
        hold("Bob, http://jenkins/job/shop/7/", AUTOMATIC);
        Path invocation = lab.invocation("one");

        CompletableFuture<DeployLab.Result> deploy =
                begin("deploy", "--take-over-stale-lock", "--invocation", invocation.toString());
        await("a question", () -> question(invocation) != null);
        assertThat(details()).contains("Bob");
        answer(invocation, question(invocation), true);

        DeployLab.Result result = deploy.get(60, TimeUnit.SECONDS);
        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out()).contains("Took over the deploy lock of a run that has ended", "job/shop/7/");
        assertThat(lab.running(1)).hasSize(1);
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void leavesTheLockToARunThatIsAtWork() throws Exception {
        hold("Bob, http://jenkins/job/shop/7/", AUTOMATIC);
        Path invocation = lab.invocation("one");

        CompletableFuture<DeployLab.Result> deploy =
                begin("deploy", "--take-over-stale-lock", "--invocation", invocation.toString());
        await("a question", () -> question(invocation) != null);
        answer(invocation, question(invocation), false);

        DeployLab.Result result = deploy.get(60, TimeUnit.SECONDS);
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("is held", "job/shop/7/");
        assertThat(details()).contains("Bob");
        assertNothingWasDoneOnServers();
    }

    /** The lock was released and taken by somebody else after the question. */
    @Test
    void takesOverNoLockThatHasChangedHands() throws Exception {
        hold("Bob, http://jenkins/job/shop/7/", AUTOMATIC);
        Path invocation = lab.invocation("one");

        CompletableFuture<DeployLab.Result> deploy =
                begin("deploy", "--take-over-stale-lock", "--invocation", invocation.toString());
        await("a question", () -> question(invocation) != null);
        hold("Ann", AUTOMATIC);
        answer(invocation, question(invocation), true);

        DeployLab.Result result = deploy.get(60, TimeUnit.SECONDS);
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(details()).contains("Ann");
        try (Stream<Path> files = Files.list(lab.lockDirectory())) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("details");
        }
    }

    @Test
    void neverAsksForALockThatWasTakenByHand() throws IOException {
        hold("Bob, http://jenkins/job/shop/7/", AUTOMATIC + "\nfor the night");
        Path invocation = lab.invocation("one");

        DeployLab.Result result = lab.kamal("deploy", "--take-over-stale-lock", "--invocation", invocation.toString());

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.out()).doesNotContain("==> Build and push", "==> Acquire the deploy lock");
        assertThat(lab.docker.lines()).noneMatch(line -> line.contains("buildx build"));
        assertThat(question(invocation)).isNull();
        assertThat(details()).contains("for the night");
    }

    @CheckForNull
    private static String question(Path invocation) {
        if (!Files.isRegularFile(invocation.resolve(InvocationDirectory.EVENTS))) {
            return null;
        }
        return DeployLab.events(invocation, DeployEvent.LockHeld.class).stream()
                .map(DeployEvent.LockHeld::question)
                .filter(number -> !number.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static void answer(Path invocation, String question, boolean ended) throws IOException {
        Files.createFile(invocation.resolve(InvocationDirectory.lockAnswer(question, ended)));
    }

    @Test
    void leavesALockAloneThatIsNoLongerItsOwn() throws IOException {
        Path lock = lab.lockDirectory();
        String bobs = encoded("Bob", "mine now");
        lab.whenHook("post-app-boot", "printf '%s' '" + bobs + "' > " + lock + "/details");

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("no longer ours").contains("Locked by: Bob");
        assertThat(details()).contains("Bob");
        assertThat(lab.running(1)).hasSize(1);
    }

    @Test
    void saysSoWhereSomebodyReleasedIt() {
        lab.whenHook("post-app-boot", "rm -r " + lab.lockDirectory());

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("no longer ours").contains("it is gone");
    }

    @Test
    void isInheritedFromWhoeverCalled() throws IOException {
        hold("the outer deploy", AUTOMATIC);
        lab.environment.put("KAMAL_LOCK", "true");

        lab.succeed("deploy");

        assertThat(details()).contains("the outer deploy");
    }

    @Test
    void isHandledByHand() {
        assertThat(lab.succeed("lock", "status").out()).contains("There is no deploy lock");
        lab.succeed("lock", "acquire", "-m", "a reason");
        assertThat(lab.succeed("lock", "status").out())
                .contains("Locked by: Lab Person")
                .contains("a reason");
        assertThat(lab.kamal("lock", "acquire", "-m", "another").err()).contains("a reason");
        lab.succeed("lock", "release");
        assertThat(lab.isLocked()).isFalse();
        DeployLab.Result again = lab.kamal("lock", "release");
        assertThat(again.exitStatus()).isEqualTo(1);
        assertThat(again.err()).contains("There is no deploy lock on 10.0.0.1");
    }

    @Test
    void isTakenOnThePrimaryHostOnly() {
        lab.succeed("lock", "acquire", "-m", "a reason");

        for (EmbeddedServer server : lab.servers.all()) {
            assertThat(Files.exists(server.home().resolve(".kamal/lock-myapp")))
                    .as(server.name())
                    .isEqualTo(server.name().equals("10.0.0.1"));
        }
    }

    /** What the message about such a lock advises. */
    @Test
    void aLockWithoutDetailsCanBeReleased() throws IOException {
        Files.createDirectories(lab.lockDirectory());

        lab.succeed("lock", "release");

        assertThat(lab.isLocked()).isFalse();
        assertThat(lab.kamal("lock", "release").err()).contains("There is no deploy lock on 10.0.0.1");
    }

    private void release() throws IOException {
        Files.delete(lab.lockDirectory().resolve("details"));
        Files.delete(lab.lockDirectory());
    }

    private String details() throws IOException {
        String encoded = Files.readString(lab.lockDirectory().resolve("details"));
        return new String(Base64.getMimeDecoder().decode(encoded), UTF_8);
    }
}
