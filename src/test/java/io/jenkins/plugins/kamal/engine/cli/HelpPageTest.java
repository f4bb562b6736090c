package io.jenkins.plugins.kamal.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The help shows each option and each command once. */
class HelpPageTest {

    @TempDir
    private Path directory;

    private static Stream<List<String>> commands() {
        return Stream.concat(
                Stream.of(List.of(), List.of("app"), List.of("proxy")),
                Commands.all().stream().map(Commands.Line::path));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void hidesTheSpellingsWithUnderscores(List<String> command) {
        InProcess.Result result =
                run(Stream.concat(command.stream(), Stream.of("--help")).toList());

        assertThat(result.exitStatus()).isZero();
        assertThat(result.out()).contains("--help").doesNotContainPattern("--(\\[no-\\])?[a-z-]*_");
    }

    @Test
    void showsTheOtherSpellingWithItsValueAndItsOpposite() {
        assertThat(run(List.of("--help")).out())
                .contains("-c, --config-file=FILE ", "-H, --[no-]skip-hooks ")
                .contains("--lock-wait-timeout=SECONDS");
    }

    @Test
    void showsACommandAsKamalWritesIt() {
        assertThat(run(List.of("app", "--help")).out())
                .containsPattern("(?m)^  stale_containers ")
                .doesNotContain("stale-containers");
    }

    @Test
    void showsEveryExitStatusThatAPersonCanSee() throws Exception {
        String page = Files.readString(Path.of("docs/commands.md"));

        assertThat(Pattern.compile("(?m)^ {2}(\\d+) ")
                        .matcher(run(List.of("--help")).out())
                        .results()
                        .map(status -> status.group(1)))
                .containsExactly("0", "1", "2", "130", "143")
                .allSatisfy(status -> assertThat(page).contains("| " + status + " | "));
    }

    private InProcess.Result run(List<String> words) {
        return InProcess.run(directory, Map.of(), Map.of(), words);
    }
}
