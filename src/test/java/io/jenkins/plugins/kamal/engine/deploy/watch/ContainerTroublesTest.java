package io.jenkins.plugins.kamal.engine.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerTroublesTest {

    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);

    private static ContainerTroubles read(String conditions, String events) {
        return ContainerTroubles.read(output(conditions), output(events), List.of(ONE, TWO));
    }

    private static Output output(String text) {
        return new Output(Command.of("docker"), 0, text, "", Duration.ZERO);
    }

    @Test
    void containersThatRunHaveNoTroubles() {
        assertThat(read(ONE + " 0 false running\n" + TWO + " 0 false running", "")
                        .any())
                .isFalse();
    }

    @Test
    void restartsAndKillsAreAddedUp() {
        ContainerTroubles troubles =
                read(ONE + " 2 false running\n" + TWO + " 1 true restarting", ONE + "\n" + ONE + "\n" + "3".repeat(64));

        assertThat(troubles).isEqualTo(new ContainerTroubles(3, 3, 1));
        assertThat(troubles.text())
                .isEqualTo(
                        "3 restarts of new containers, 3 kills for lack of memory, 1 new container that does not run");
    }

    private static Output failed(String text, String error) {
        return new Output(Command.of("docker"), 1, text, error, Duration.ZERO);
    }

    @Test
    void aContainerThatIsGoneDoesNotRun() {
        for (String error : List.of("Error: No such container: ", "Error response from daemon: No such container: ")) {
            Output conditions = failed(ONE + " 0 false running", error + TWO);

            assertThat(ContainerTroubles.read(conditions, output(""), List.of(ONE, TWO)))
                    .isEqualTo(new ContainerTroubles(0, 0, 1));
            assertThat(ContainerTroubles.unanswered(conditions, output(""), List.of(ONE, TWO)))
                    .isEmpty();
        }
    }

    @Test
    void aContainerWhoseStateIsUnknownIsNoTroubleAndNotGoodEither() {
        for (Output conditions : List.of(
                failed("", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock"),
                failed(ONE + " 0 false running", "context deadline exceeded"),
                output("garbage\n" + ONE + " 99999999999 false running"))) {
            assertThat(ContainerTroubles.read(conditions, output(""), List.of(ONE, TWO)))
                    .isEqualTo(ContainerTroubles.NONE);
            assertThat(ContainerTroubles.unanswered(conditions, output(""), List.of(ONE, TWO)))
                    .isPresent();
        }
    }

    @Test
    void eventsThatDockerDoesNotTellAreAProblem() {
        Output conditions = output(ONE + " 0 false running\n" + TWO + " 0 false running");

        assertThat(ContainerTroubles.unanswered(conditions, output(""), List.of(ONE, TWO)))
                .isEmpty();
        assertThat(ContainerTroubles.unanswered(conditions, failed("", "\nforbidden\n"), List.of(ONE, TWO)))
                .contains("forbidden");
    }
}
