package io.jenkins.plugins.kamal.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code @/etc/passwd} is a word like any other: neither its lines nor options from it reach the command line. */
class ArgumentsAreNoFilesTest {

    private static final String CONTENT = "line-of-the-file";

    @TempDir
    private Path directory;

    /** Making a command line takes longer than parsing with it. */
    private final Map<String, CommandLine> commandLines = new HashMap<>();

    @TestFactory
    Stream<DynamicTest> noCommandReadsAFileThatAnOptionOrArgumentNames() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Commands.Line line : Commands.all()) {
            for (ArgSpec argument : line.arguments()) {
                tests.add(DynamicTest.dynamicTest(line.name(argument), () -> check(line, argument)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(900);
        return tests.stream();
    }

    private void check(Commands.Line line, ArgSpec argument) throws IOException {
        String word = "@" + Files.writeString(directory.resolve("file"), CONTENT + "\n");
        CommandLine ours = commandLines.computeIfAbsent(
                line.path().get(0), name -> CommandCompletenessTest.commandLine(List.of(name)));
        try {
            ParseResult result = ours.parseArgs(line.with(argument, word).toArray(String[]::new));
            assertThat(Commands.values(result)).contains(word).noneMatch(value -> value.contains(CONTENT));
        } catch (ParameterException refused) {
            assertThat(refused.getMessage()).doesNotContain(CONTENT);
        }
    }

    @Test
    void anAliasExpandsNoFileEither() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "version\n");
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("config/deploy.yml"), """
                service: app
                image: app
                servers: [10.0.0.1]
                registry: {username: u, password: [P]}
                builder: {arch: amd64}
                aliases: {tell: "version @%s"}
                """.formatted(file));

        InProcess.Result result = InProcess.run(directory, Map.of(), Map.of(), List.of("tell"));

        assertThat(result.exitStatus()).isEqualTo(2);
        assertThat(result.err()).contains("'@" + file + "'");
    }

    @Test
    void theVersionOfARollbackIsNoFile() throws IOException {
        String word = "@" + Files.writeString(directory.resolve("file"), CONTENT);

        InProcess.Result result = InProcess.run(directory, Map.of(), Map.of(), List.of("rollback", word));

        assertThat(result.exitStatus()).isEqualTo(2);
        assertThat(result.err()).contains(word).contains("cannot be a version").doesNotContain(CONTENT);
    }
}
