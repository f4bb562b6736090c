package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A security team can check each claim: the tests that docs/security.md names are there, and every row names one. */
class SecurityTableTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void namesTestsThatExist() throws IOException {
        List<String> existing;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            existing = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.replace(".java", ""))
                    .toList();
        }
        List<String> named = TEST.matcher(Files.readString(Path.of("docs/security.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(existing).containsAll(named);
    }

    @Test
    void namesATestInEveryRow() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/security.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| protected |"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(15).allSatisfy(row -> assertThat(row.split("(?<!\\\\)\\|", -1))
                .hasSize(6)
                .satisfies(cells -> assertThat(TEST.matcher(cells[4]).find()).isTrue()));
    }
}
