package io.jenkins.plugins.kamal.engine.deploy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionComparisonTest {

    private static final String IMAGE = "{\"user\":\"\"}";

    private static List<String> differences(String settings, String image, String option, String... values) {
        DescribedContainer current = new DescribedContainer(json(settings), json(image), Map.of());
        WantedContainer wanted = new WantedContainer("app:2", Map.of(option, List.of(values)));
        return new OptionComparison(current, wanted)
                .differences().stream()
                        .filter(difference -> !difference.name().equals("network"))
                        .map(difference ->
                                (difference.kind() == ChangeKind.UNKNOWN ? "unknown " : "") + difference.name())
                        .toList();
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1610612736, 1.5g",
        "1073741824, 1GiB",
        "1073741824, 1gb",
        "107374182, 0.1g",
        "536870912, 512m",
        "536870912, 512 MiB",
        "1099511627776, 1t",
        "1024, 1024b",
        "1024, 1024"
    })
    void sizesOfMemoryMeanTheSameInAnyUnit(long bytes, String size) {
        assertThat(differences("{\"memory\":" + bytes + "}", IMAGE, "memory", size))
                .isEmpty();
        assertThat(differences("{\"memory\":" + (bytes + 1) + "}", IMAGE, "memory", size))
                .containsExactly("memory");
    }

    @ParameterizedTest
    @CsvSource({"500000000, 0.5", "500000000, .5", "2000000000, 2"})
    void cpusAreCompared(long nano, String cpus) {
        assertThat(differences("{\"cpus\":" + nano + "}", IMAGE, "cpus", cpus)).isEmpty();
        assertThat(differences("{\"cpus\":1}", IMAGE, "cpus", cpus)).containsExactly("cpus");
    }

    @Test
    void aValueThatCannotBeReadIsUnknown() {
        assertThat(differences("{\"memory\":1}", IMAGE, "memory", "much")).containsExactly("unknown option memory");
        assertThat(differences("{\"cpus\":500000000}", IMAGE, "cpus", "1/2")).containsExactly("unknown option cpus");
        assertThat(differences("{\"restart\":{\"Name\":\"no\"}}", IMAGE, "restart", "${RESTART}"))
                .containsExactly("unknown option restart");
    }

    private static String ports(String... containerAndHost) {
        StringBuilder ports = new StringBuilder();
        for (String one : containerAndHost) {
            String[] words = one.split(" ", -1);
            ports.append(ports.isEmpty() ? "" : ",")
                    .append("\"%s\":[{\"HostIp\":\"%s\",\"HostPort\":\"%s\"}]".formatted(words[0], words[1], words[2]));
        }
        return "{\"ports\":{" + ports + "}}";
    }

    @Test
    void publishedPortsAreComparedOneByOne() {
        String range = ports("80/tcp  8000", "81/tcp  8001");
        assertThat(differences(range, IMAGE, "publish", "8000-8001:80-81")).isEmpty();
        assertThat(differences(range, IMAGE, "publish", "8000:80", "8001:81/tcp"))
                .isEmpty();
        assertThat(differences(range, IMAGE, "publish", "8000-8002:80-82")).containsExactly("publish");
        assertThat(differences(ports("80/tcp  8000-8001"), IMAGE, "publish", "8000-8001:80"))
                .isEmpty();
        assertThat(differences(ports("80/tcp  ", "81/tcp  "), IMAGE, "publish", "80-81"))
                .isEmpty();
        assertThat(differences(ports("53/udp 127.0.0.1 5353"), IMAGE, "publish", "127.0.0.1:5353:53/UDP"))
                .isEmpty();
        assertThat(differences(ports("53/udp ::1 5353"), IMAGE, "publish", "[::1]:5353:53/udp"))
                .isEmpty();
        assertThat(differences(ports("80/tcp 127.0.0.1 "), IMAGE, "publish", "127.0.0.1::80"))
                .isEmpty();
        for (String other : List.of("published=8000,target=80", "8000-8001:80-82", "81-80", "-8001:80", "${PORT}:80")) {
            assertThat(differences(range, IMAGE, "publish", other)).containsExactly("unknown option publish");
        }
    }

    @Test
    void theUserIsUnknownWhereTheImageIsGone() {
        assertThat(differences("{\"user\":\"app\"}", "", "name", "x")).containsExactly("unknown option user");
        assertThat(differences("{\"user\":\"app\"}", "", "user", "app")).isEmpty();
        assertThat(differences("{\"user\":\"app\"}", "", "user", "root")).containsExactly("user");
        assertThat(differences("{\"user\":\"\"}", "", "name", "x")).isEmpty();
        assertThat(differences("{\"user\":\"app\"}", IMAGE, "name", "x")).containsExactly("user");
    }
}
