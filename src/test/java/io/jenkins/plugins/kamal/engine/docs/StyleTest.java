package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The style of the documentation and of the help, which Vale checks with the rules in {@code src/test/prose}. */
@Tag("flow")
class StyleTest {

    private static final Path RULES = Path.of("src", "test", "prose");

    @TempDir
    private Path folder;

    @Test
    void documentationKeepsTheRules() throws IOException, InterruptedException {
        List<Path> pages = Page.all().stream()
                .map(Page::path)
                .filter(page -> !page.toString().contains("zh-CN"))
                .toList();

        assertThat(pages).hasSizeGreaterThan(10);
        assertThat(findings(pages)).isEmpty();
    }

    @Test
    void helpKeepsTheRules() throws IOException, InterruptedException {
        List<Path> help;
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "resources"))) {
            help = files.filter(file -> file.getFileName().toString().matches("help(-[A-Za-z]+)?\\.html"))
                    .toList();
        }

        assertThat(help).hasSizeGreaterThan(20);
        assertThat(findings(help)).isEmpty();
    }

    /** Each rule finds its own example, so no rule is silent because it is written wrongly. */
    @Test
    void everyRuleFindsItsExample() throws IOException, InterruptedException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, """
                # A heading with a period.

                Read [here](page.md), in order to learn what is is spoken of. Simply %s end.
                """.formatted("word ".repeat(46)));

        List<String> found = findings(List.of(page));

        try (Stream<Path> rules = Files.list(RULES.resolve("Kamal"))) {
            assertThat(rules.map(rule -> rule.getFileName().toString().replace(".yml", "")))
                    .isNotEmpty()
                    .allSatisfy(rule -> assertThat(found)
                            .anySatisfy(line -> assertThat(line).contains(":Kamal." + rule + ":")));
        }
    }

    private static List<String> findings(List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                vale(),
                "--no-global",
                "--output=line",
                "--config=" + RULES.resolve("vale.ini").toAbsolutePath()));
        files.forEach(file -> command.add(file.toString()));
        Process vale = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(vale.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(vale.waitFor()).as(printed).isIn(0, 1);
        return printed.lines().toList();
    }

    /** Continuous integration compiles Vale, demands it where that works, and names it in {@code KAMAL_VALE}. */
    private static String vale() {
        String named = System.getenv("KAMAL_VALE");
        if (named != null && !named.isEmpty()) {
            return named;
        }
        String found = Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> directory + "/vale")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .orElse("");
        Assumptions.assumeFalse(found.isEmpty(), "Vale is not here; `export KAMAL_VALE=$(src/test/lab/vale)` gets it");
        return found;
    }
}
