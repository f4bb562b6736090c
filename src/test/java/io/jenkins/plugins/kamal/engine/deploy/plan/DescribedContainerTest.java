package io.jenkins.plugins.kamal.engine.deploy.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DescribedContainerTest {

    private static final String DIGEST = "0123456789abcdef".repeat(2);

    private static List<DescribedContainer> read(String... variables) {
        return DescribedContainer.read(
                Host.parse("10.0.0.1"), "container {\"id\":\"1\"}\nimage null\n" + String.join("\n", variables));
    }

    @Test
    void readsVariables() {
        assertThat(read("variable A " + DIGEST, "variable B C " + DIGEST).get(0).variables())
                .containsOnlyKeys("A", "B C");
    }

    @Test
    void refusesWhatIsNoDigest() {
        for (String line : List.of("A none", "A", "A ", "A " + DIGEST.substring(1), "A " + DIGEST.replace('a', 'A'))) {
            assertThatThrownBy(() -> read("variable " + line))
                    .isInstanceOf(DeployException.class)
                    .hasMessageContaining("10.0.0.1", "sha256sum");
        }
    }

    @Test
    void refusesMoreVariablesThanItKeeps() {
        String[] variables = IntStream.rangeClosed(0, 10_000)
                .mapToObj(i -> "variable V" + i + " " + DIGEST)
                .collect(Collectors.toList())
                .toArray(String[]::new);

        assertThatThrownBy(() -> read(variables)).hasMessageContaining("more than 10000 variables");
    }
}
