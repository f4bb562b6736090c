package io.jenkins.plugins.kamal.engine.deploy.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployLockTest {

    private static final String TAKE = "10.99.0.11: mkdir .kamal/lock-myapp";
    private static final String EXISTS = "mkdir: cannot create directory '.kamal/lock-myapp': File exists";

    @TempDir
    Path directory;

    private static final Request.Options WAITING =
            Request.Options.NONE.waiting(new Request.LockWait(Duration.ofMinutes(15), Duration.ofSeconds(15)));

    private final List<String> work = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    private static boolean takes(String command) {
        return command.startsWith(TAKE);
    }

    @Test
    void isTakenOnThePrimaryHostAndReleasedAfterTheWork() {
        SampleSession sample = new SampleSession(directory);
        Session session = sample.session();

        new DeployLock(session).hold(() -> {
            assertThat(session.lockHeld()).isTrue();
            work.addAll(sample.recording().commands());
        });

        assertThat(work).anyMatch(DeployLockTest::takes);
        assertThat(work)
                .filteredOn(command -> command.contains("mkdir -p .kamal"))
                .hasSize(4);
        assertThat(sample.recording().commands()).hasSize(work.size() + 1);
        assertThat(session.lockHeld()).isFalse();
    }

    @Test
    void isReleasedAfterAFailureWhichStaysTheFailure() {
        SampleSession sample = new SampleSession(directory);
        Session session = sample.session();
        int[] before = new int[1];

        assertThatThrownBy(() -> new DeployLock(session).hold(() -> {
                    before[0] = sample.recording().commands().size();
                    throw new DeployException(Topic.BOOT, "the work failed");
                }))
                .hasMessage("the work failed");

        assertThat(sample.recording().commands()).hasSize(before[0] + 1);
        assertThat(session.lockHeld()).isFalse();
    }

    @Test
    void isReleasedIfMemoryOrStackAreExhausted() {
        for (Error error : List.of(new OutOfMemoryError("heap"), new StackOverflowError())) {
            SampleSession sample = new SampleSession(directory);

            assertThatThrownBy(() -> new DeployLock(sample.session()).hold(() -> {
                        throw error;
                    }))
                    .isSameAs(error);

            assertThat(sample.recording().commands()).last().asString().contains("rm -r .kamal/lock-myapp");
        }
    }

    @Test
    void isNeitherTakenNorReleasedWhereTheSessionHoldsIt() {
        SampleSession sample = new SampleSession(directory);
        Session session = sample.session();
        session.lockHeld(true);

        new DeployLock(session).hold(() -> work.add("done"));

        assertThat(work).containsExactly("done");
        assertThat(sample.recording().commands()).isEmpty();
        assertThat(session.lockHeld()).isTrue();
    }

    @Test
    void ofSomebodyElseIsNamedAndLeftAlone() {
        SampleSession sample = new SampleSession(directory);
        Recording recording = sample.recording();
        recording.fail(TAKE, EXISTS).answer("10.99.0.11: stat .kamal/lock-myapp", "Locked by: Somebody");

        assertThatThrownBy(() -> new DeployLock(sample.session()).hold(() -> work.add("done")))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("The deploy lock on 10.99.0.11 is held (.kamal/lock-myapp)")
                .hasMessageContaining("Locked by: Somebody");

        assertThat(work).isEmpty();
        recording.assertNone("rm ");
    }

    @Test
    void isTakenAtOnceWhereItsHolderReleasedItMeanwhile() {
        SampleSession sample = new SampleSession(directory);
        sample.recording().failOnce(TAKE, EXISTS).fail("10.99.0.11: stat", "No such file or directory");

        new DeployLock(sample.session()).hold(() -> work.add("done"));

        assertThat(work).containsExactly("done");
    }

    /** As after `mkdir` where the disk is too full for the details. */
    @Test
    void withEmptyDetailsIsHeldBySomebodyUnknown() {
        SampleSession sample = new SampleSession(directory);
        sample.recording().fail(TAKE, EXISTS);

        assertThatThrownBy(() -> lock(sample).hold(() -> work.add("done")))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("is held (.kamal/lock-myapp)")
                .hasMessageContaining("Who holds it is unknown");

        assertThat(pauses).isEmpty();
        assertThat(work).isEmpty();
    }

    @Test
    void withoutDetailsIsTriedAgainForSomeSecondsWhereItIsWaitedFor() {
        SampleSession sample = new SampleSession(directory).options(WAITING);
        sample.recording().fail(TAKE, EXISTS);

        assertThatThrownBy(() -> lock(sample).hold(() -> work.add("done")))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("Who holds it is unknown")
                .hasMessageNotContaining("by hand");

        assertThat(pauses).hasSize(5).containsOnly(Duration.ofSeconds(1));
    }

    /** Whoever takes the lock, or takes it over, writes the details a moment later. */
    @Test
    void isWaitedForWhereTheDetailsAreBrieflyMissing() {
        SampleSession sample = new SampleSession(directory).options(WAITING);
        sample.recording()
                .failOnce(TAKE, EXISTS)
                .failOnce(TAKE, EXISTS)
                .answer(
                        "10.99.0.11: stat .kamal/lock-myapp",
                        "Locked by: Bob\nVersion: 1\nMessage: Automatic deploy lock")
                .failOnce("10.99.0.11: stat", "cat: .kamal/lock-myapp/details: No such file or directory");

        lock(sample).hold(() -> work.add("done"));

        assertThat(work).containsExactly("done");
        assertThat(pauses)
                .containsExactly(Duration.ofSeconds(1), WAITING.lockWait().interval());
    }

    /** Kamal waits for each lock whose details contain the message of a deploy. */
    @Test
    void takenByHandIsNotWaitedForEvenIfItsMessageQuotesThatOfADeploy() {
        SampleSession sample = new SampleSession(directory).options(WAITING);
        sample.recording()
                .fail(TAKE, EXISTS)
                .answer(
                        "10.99.0.11: stat .kamal/lock-myapp",
                        "Locked by: Bob\nVersion: 1\nMessage: Instead of an Automatic deploy lock: no deploys today");

        assertThatThrownBy(() -> lock(sample).hold(() -> work.add("done")))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("taken by hand");

        assertThat(pauses).isEmpty();
        assertThat(work).isEmpty();
    }

    /** As where a file or a dangling link has the name of the lock. */
    @Test
    void thatIsNeverThereAndCannotBeMadeFails() {
        SampleSession sample = new SampleSession(directory);
        sample.recording().fail(TAKE, EXISTS).fail("10.99.0.11: stat", "No such file or directory");

        assertThatThrownBy(() -> lock(sample).hold(() -> work.add("done"))).hasMessageContaining("File exists");

        assertThat(pauses).hasSize(4).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void isNotTriedAgainAfterAStop() {
        SampleSession sample = new SampleSession(directory).options(WAITING);
        sample.recording().fail(TAKE, EXISTS);
        sample.stop().ask();

        assertThatThrownBy(() -> lock(sample).hold(() -> work.add("done"))).isInstanceOf(StoppedException.class);

        assertThat(sample.recording().commands(TAKE)).hasSize(1);
    }

    @Test
    void isGivenBackWhereItsDetailsCannotBeWritten() {
        SampleSession sample = new SampleSession(directory);
        sample.recording().fail(TAKE, "sh: 1: echo: echo: I/O error: No space left on device");

        assertThatThrownBy(() -> lock(sample).hold(() -> work.add("done")))
                .hasMessageContaining("No space left on device");

        sample.recording().assertInOrder(TAKE, "10.99.0.11: [ ! -s .kamal/lock-myapp/details ] && rm -f");
    }

    private DeployLock lock(SampleSession sample) {
        return new DeployLock(sample.session(), pauses::add);
    }
}
