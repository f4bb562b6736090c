package io.jenkins.plugins.kamal.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.EventJson;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A blank or malformed value of any option ends with a sentence, never with a stack trace or a fault of the engine. */
@Tag("fuzz")
class BadValuesTest {

    private static final List<String> GARBAGE = List.of(
            "", " ", "\t", ",", "-1", "99999999999999999999", "@x", "${X}", "a b;c", "\u0001\u00ff", "'\"`\\", "../..");

    /** These commands need no project or no server, so that some of these values are valid for them. */
    private static final Set<String> UNCONCERNED =
            Set.of("init", "docs", "help", "version", "secrets extract", "secrets print");

    @TempDir
    private Path directory;

    private Map<String, String> environment;

    @BeforeEach
    void makeProject() throws IOException {
        Files.createDirectories(directory.resolve("config"));
        Files.createDirectories(directory.resolve("home"));
        // A server that nobody can reach: whatever passes the checks before the servers fails there.
        Files.writeString(directory.resolve("config/deploy.yml"), """
                service: app
                image: app
                servers: [10.0.0.1]
                registry: {username: u, password: [P]}
                ssh: {config: false}
                builder: {arch: amd64}
                """);
        environment = Map.of(
                "PATH", "/nowhere", "HOME", directory.resolve("home").toString(), "TMPDIR", directory.toString());
    }

    @TestFactory
    Stream<DynamicTest> noValueEndsInAStackTrace() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Commands.Line line : Commands.all()) {
            for (ArgSpec argument : line.arguments()) {
                boolean isOwn = !argument.isOption() || !((OptionSpec) argument).inherited();
                List<String> values = isOwn ? GARBAGE : List.of(tests.size() % 2 == 0 ? "" : "\u0001\u00ff");
                tests.add(DynamicTest.dynamicTest(
                        line.name(argument), () -> values.forEach(value -> check(line, argument, value))));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> noOptionGivenTwiceEndsInTheNameOfAnException() {
        return Commands.all().stream().flatMap(line -> line.arguments().stream()
                .filter(argument -> argument instanceof OptionSpec option
                        && (!option.inherited() || line.path().equals(List.of("deploy"))))
                .map(option ->
                        DynamicTest.dynamicTest(line.name(option), () -> checkTwice(line, (OptionSpec) option))));
    }

    private void checkTwice(Commands.Line line, OptionSpec option) {
        String value = "\u0001\u00ff";
        List<String> words = new ArrayList<>(line.with(option, value));
        words.add(option.longestName() + "=" + value);

        InProcess.Result result = run(words);

        assertThat(result.err() + result.out() + reported(line.name(option), value))
                .doesNotContain("Exception", "while processing", "fault of its own");
    }

    private void check(Commands.Line line, ArgSpec argument, String value) {
        InProcess.Result result = run(line.with(argument, value));

        String command = String.join(" ", line.path());
        assertThat(result.err() + result.out())
                .as("%s with '%s'", line.name(argument), value)
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("fault of its own");
        if (!UNCONCERNED.contains(command) && !command.endsWith("help")) {
            assertThat(result.exitStatus())
                    .as("%s with '%s': %s", line.name(argument), value, result.out())
                    .isNotZero();
            assertThat(result.err() + reported(line.name(argument), value)).contains("ERROR: ");
        }
    }

    /** The reason as the plugin gets it, where the value is a directory that the engine could report into. */
    private String reported(String argument, String value) {
        Path events = directory.resolve(value).resolve(InvocationDirectory.EVENTS);
        if (!argument.endsWith(" --invocation") || !Files.exists(events)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(events)) {
            return lines.map(EventJson::read)
                    .map(NumberedEvent::event)
                    .filter(DeployEvent.CommandFinished.class::isInstance)
                    .map(event -> "ERROR: " + ((DeployEvent.CommandFinished) event).message())
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InProcess.Result run(List<String> words) {
        return InProcess.run(directory, environment, Map.of(), words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "rollback '' | Invalid value for positional parameter at index 0 (VERSION): '' cannot be a version",
                "deploy --version= | Invalid value for option '--version': '' cannot be a version",
                "deploy --version=a:b | 'a:b' cannot be a version",
                "deploy --version=v1_instance_2 | 'v1_instance_2' cannot be a version",
                "deploy --version=v1_rollout | 'v1_rollout' cannot be a version",
                "status --commit=v1 | 'v1' is not the full name of a commit",
                "deploy -d '' | Invalid value for option '--destination': the value is blank",
                "deploy -h 10.0.0.1,, | holds a blank name",
                "app maintenance --drain-timeout=soon | 'soon' is not a number of seconds",
                "app maintenance --drain-timeout=NaN | 'NaN' is not a number of seconds",
                "deploy --lock-wait-timeout=-5 | '-5' is not a number of seconds",
                "app logs --grep-options=-e\"x | option '--grep-options': a quote is not closed in '-e\"x'",
                "deploy --expect= | option '--expect': must be the fingerprint that `kamal plan` printed",
                "accessory logs db --grep x --grep-options=-f/etc/shadow | option '--grep-options': '-f/etc/shadow' is not among the options",
                "app logs --lines=-5 | '-5' is not a number of 0 or more",
                "proxy boot_config set --http-port=99999 | '99999' is not a port",
                "deploy --pushed=app:1 | 'app:1' is not of the form IMAGE@DIGEST",
                "deploy --pushed=app:1@sha256:1 | 'sha256:1' is not a digest",
            })
    void saysWhichValueIsWrong(String line, String message) {
        List<String> words = Stream.of(line.split(" "))
                .map(word -> word.equals("''") ? "" : word)
                .toList();

        InProcess.Result result = run(words);

        assertThat(result.exitStatus()).isEqualTo(2);
        assertThat(result.err()).startsWith("ERROR: ").contains(message).endsWith("--help`\n");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void namesTheVariableThatHoldsABadVersion() {
        environment = Map.of("VERSION", "release/1");

        InProcess.Result result = run(List.of("config"));

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).startsWith("ERROR: The environment variable VERSION: 'release/1' cannot be a version");
    }
}
