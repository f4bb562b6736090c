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

    @Test
    void aContainerThatIsGoneDoesNotRun() {
        assertThat(read(ONE + " 0 false running", "")).isEqualTo(new ContainerTroubles(0, 0, 1));
        assertThat(read("garbage\n" + ONE + " 99999999999 false running", ""))
                .isEqualTo(new ContainerTroubles(0, 0, 2));
    }
}
