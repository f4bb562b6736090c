package io.jenkins.plugins.kamal.engine.deploy.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wait for a container without a proxy, without the time that it takes. */
class HealthPollTest {

    private static final Host HOST = Host.parse("10.99.0.13");
    private static final Command QUESTION = Command.of("docker", "inspect", "0123456789ab");
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration READINESS_DELAY = Duration.ofSeconds(7);

    @TempDir
    Path directory;

    private final List<Duration> waits = new ArrayList<>();
    private SampleSession sample;
    private Recording recording;

    @BeforeEach
    void session() {
        sample = new SampleSession(directory);
        recording = sample.recording();
    }

    private HealthPoll poll() {
        return new HealthPoll(sample.session(), HOST, QUESTION, time -> {
            waits.add(time);
            return CompletableFuture.completedFuture(null);
        });
    }

    private List<String> questions() {
        return recording.commands(QUESTION.shellText());
    }

    @Test
    void aContainerThatIsHealthyIsNotAskedAgain() {
        poll().untilHealthy("healthy").join();

        assertThat(questions()).isEmpty();
        assertThat(waits).isEmpty();
    }

    @Test
    void aHealthCheckIsAskedTwiceASecond() {
        recording.answer(QUESTION.shellText(), "healthy");
        recording.answerOnce(QUESTION.shellText(), "starting");

        poll().untilHealthy("starting").join();

        assertThat(questions()).hasSize(2);
        assertThat(waits).containsExactly(PAUSE, PAUSE);
    }

    @Test
    void aContainerWithoutHealthCheckIsAskedAgainAfterItsReadinessDelay() {
        recording.answer(QUESTION.shellText(), "running");

        poll().untilHealthy("running").join();

        assertThat(questions()).hasSize(1);
        assertThat(waits).containsExactly(READINESS_DELAY);
    }

    @Test
    void aContainerWhoseStatusIsUnknownIsAskedFirst() {
        recording.answer(QUESTION.shellText(), "running");

        poll().untilHealthy().join();

        assertThat(questions()).hasSize(2);
        assertThat(waits).containsExactly(READINESS_DELAY);
    }

    @Test
    void aContainerThatDoesNotRunAfterItsReadinessDelayHasToLastAnotherOne() {
        recording.answer(QUESTION.shellText(), "running");
        recording.answerOnce(QUESTION.shellText(), "restarting");

        poll().untilHealthy("running").join();

        assertThat(questions()).hasSize(3);
        assertThat(waits).containsExactly(READINESS_DELAY, PAUSE, READINESS_DELAY);
    }

    @Test
    void aStopEndsTheWait() {
        recording.answer(QUESTION.shellText(), "unhealthy");
        sample.stop().ask();

        assertThatThrownBy(() -> poll().untilHealthy().join()).hasCauseInstanceOf(StoppedException.class);

        assertThat(waits).isEmpty();
    }
}
