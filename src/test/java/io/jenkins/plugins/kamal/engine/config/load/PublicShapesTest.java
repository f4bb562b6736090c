package io.jenkins.plugins.kamal.engine.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.kamal.engine.config.dump.ConfigurationDump;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.template.ErbTemplates;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Projects written after public ones: their features and shapes with names of our own. {@code expected/X.yml} is what
 * Kamal 2.12.0 printed for {@code kamal config -d X --version v1} in the project ({@code default}: without
 * {@code -d}), with {@code environment} as the environment; {@code expected/X.refused} stands where it refused, and
 * lists the faults that we name.
 */
class PublicShapesTest {

    private static final String DEFAULT = "default";

    @ParameterizedTest
    @MethodSource("accepted")
    void printsWhatKamalPrints(String project, String destination) throws IOException {
        assertThat(ConfigurationDump.toYaml(load(project, destination), "v1"))
                .isEqualTo(Files.readString(projects().resolve(project + "/expected/" + destination + ".yml")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatKamalRefuses(String project, String destination) throws IOException {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> load(project, destination));

        assertThat(refused.faults().stream()
                        .map(fault -> fault.file()
                                + fault.line().map(line -> ":" + line).orElse("") + " " + fault.key()))
                .containsExactlyElementsOf(
                        Files.readAllLines(projects().resolve(project + "/expected/" + destination + ".refused")));
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(accepted().map(pair -> pair[0]).distinct()).hasSizeGreaterThanOrEqualTo(15);
        assertThat(refused()).hasSizeGreaterThanOrEqualTo(4);
    }

    static Configuration load(String project, String destination) throws IOException {
        Path directory = projects().resolve(project);
        return new ConfigurationLoader(directory, new ErbTemplates(directory, environment(directory)))
                .load(Project.FILE, destination.equals(DEFAULT) ? null : destination);
    }

    private static Map<String, String> environment(Path directory) throws IOException {
        Path file = directory.resolve("environment");
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return lines.stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1]));
    }

    static Stream<Object[]> accepted() {
        return expected(".yml");
    }

    static Stream<Object[]> refused() {
        return expected(".refused");
    }

    private static Stream<Object[]> expected(String extension) {
        try (Stream<Path> files = Files.walk(projects())) {
            return files
                    .filter(file -> file.getParent().endsWith("expected")
                            && file.toString().endsWith(extension))
                    .sorted()
                    .map(file -> new Object[] {
                        file.getParent().getParent().getFileName().toString(),
                        file.getFileName().toString().replace(extension, "")
                    })
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Path projects() {
        try {
            return Path.of(PublicShapesTest.class.getResource("projects").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
