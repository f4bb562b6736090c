package io.jenkins.plugins.kamal.engine.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.dump.ConfigurationDump;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are read or refused, never anything else. */
@Tag("fuzz")
class MutationFuzzTest {

    private static final int ROUNDS = 2000;
    private static final List<String> FRAGMENTS = List.of(
            "~",
            "[]",
            "{}",
            "*a",
            "&a",
            "<<: *a",
            "!ruby/object:A",
            "2024-01-02",
            "1:30",
            ":x",
            "\t",
            "- ",
            ": ",
            "? ",
            "|",
            ">",
            "%",
            "@",
            "`",
            "\u0000",
            "\uD83D\uDE80",
            "\uFEFF",
            "999999999999999999999",
            "'",
            "\"",
            "...",
            "---");

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void endsInAConfigurationOrInFaults() {
        Random random = new Random(20261122);
        Project project = new Project(directory);
        List<String> seeds =
                List.of(Project.resource("deploy.yml"), Project.resource("quoting.yml"), Project.resource("full.yml"));
        endInAConfigurationOrInFaults(project, seeds, random);
    }

    /** With all that ERB, anchors and several shapes bring. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void publicShapesEndInAConfigurationOrInFaults() throws IOException {
        List<String> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.walk(PublicShapesTest.projects())) {
            for (Path file : files.filter(file -> file.endsWith("config/deploy.yml"))
                    .sorted()
                    .toList()) {
                seeds.add(Files.readString(file));
            }
        }
        endInAConfigurationOrInFaults(new Project(directory).rendering(Map.of("X", "x")), seeds, new Random(20261125));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void anyBytesEndInFaults() throws IOException {
        Random random = new Random(20261126);
        Project project = new Project(directory).rendering(Map.of()).write(Project.FILE, "");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);
            if (round % 2 == 0) {
                for (int at = 0; at < bytes.length; at++) {
                    bytes[at] &= 0x7f;
                }
            }
            Files.write(directory.resolve(Project.FILE), bytes);
            assertThat(project.faults(Optional.empty())).as("round %d", round).isNotEmpty();
        }
    }

    private static void endInAConfigurationOrInFaults(Project project, List<String> seeds, Random random) {
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutate(seeds.get(round % seeds.size()), random);
            List<ConfigurationException.Fault> faults = project.faults(text);
            assertThat(faults).as("round %d:%n%s", round, text).allSatisfy(fault -> {
                assertThat(fault.message()).doesNotContain("\n").isNotBlank();
                assertThat(fault.line().orElse(1)).isPositive();
            });
            if (faults.isEmpty()) {
                ConfigurationDump.toYaml(project.load(Optional.empty()), "v1");
                read++;
            }
        }
        assertThat(read).as("files that were still read").isBetween(1, ROUNDS - 1);
    }

    private static String mutate(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int i = 0; i <= random.nextInt(3); i++) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
                case 2 -> text.replace(from, to, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
                default -> text.insert(random.nextInt(text.length()), text.substring(from, to));
            }
        }
        return withoutHalvedCharacters(text.toString());
    }

    private static String withoutHalvedCharacters(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
