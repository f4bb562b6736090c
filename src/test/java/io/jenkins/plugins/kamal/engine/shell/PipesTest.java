package io.jenkins.plugins.kamal.engine.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pipes in every POSIX shell of this machine: a first part that fails is a failure of the whole. */
@Timeout(60)
class PipesTest {

    private static final Command FAILS = Command.shell("echo 'Cannot connect to the Docker daemon' >&2; exit 3");
    private static final Command PRINTS = Command.shell("echo one; echo two");
    private static final Command PRINTS_NOTHING = Command.of("true");
    private static final Command COUNT = Command.of("wc", "-l");
    private static final Command ACT = Command.of("xargs", "echo", "acted");

    /** An endless log. */
    private static final Command ENDLESS = Command.shell("while echo line; do :; done");

    private record Result(int status, String out, String err) {}

    /** At least {@code /bin/sh}; dash, bash and busybox where they are installed. */
    static List<List<String>> shells() {
        return Stream.of(
                        List.of("/bin/sh"),
                        List.of("/bin/dash"),
                        List.of("/bin/bash"),
                        List.of("/bin/bash", "--posix"),
                        List.of("/bin/busybox", "sh"))
                .filter(shell -> Files.isExecutable(Path.of(shell.get(0))))
                .toList();
    }

    private static Process start(List<String> shell, Command command) throws IOException {
        List<String> line = Stream.concat(shell.stream(), Stream.of("-c", command.wireText()))
                .toList();
        return new ProcessBuilder(line).start();
    }

    private static Result run(List<String> shell, Command command) throws IOException, InterruptedException {
        Process process = start(shell, command);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), out, err.strip());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void nothingIsDoneWithTheOutputOfACommandThatFails(List<String> shell) throws Exception {
        assertThat(run(shell, FAILS.pipe(ACT))).isEqualTo(new Result(3, "", "Cannot connect to the Docker daemon"));
        assertThat(run(shell, Command.shell("echo partial; exit 4").pipe(ACT))).isEqualTo(new Result(4, "", ""));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aFailureGoesThroughEveryFurtherPipe(List<String> shell) throws Exception {
        Command head = Command.of("head", "-1");

        assertThat(run(shell, FAILS.pipe(head).pipe(ACT)).status()).isEqualTo(3);
        assertThat(run(shell, PRINTS.pipe(FAILS).pipe(ACT)).status()).isEqualTo(3);
        assertThat(run(shell, FAILS.pipe(ACT).stream(Command.of("grep", "x"))).status())
                .isEqualTo(3);
        assertThat(run(shell, PRINTS.pipe(head).pipe(ACT)).out()).isEqualTo("acted one\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aPipeIsOneCommandAmongOthers(List<String> shell) throws Exception {
        Command after = Command.of("echo", "after");

        assertThat(run(shell, Command.of("true").and(FAILS.pipe(COUNT)).and(after)))
                .isEqualTo(new Result(3, "", "Cannot connect to the Docker daemon"));
        assertThat(run(shell, FAILS.pipe(COUNT).or(after)).out()).isEqualTo("after\n");
        assertThat(run(shell, Command.of("true").or(FAILS.pipe(COUNT)))).isEqualTo(new Result(0, "", ""));
        assertThat(run(shell, Command.of("sh", "-c").withShellTextOf(FAILS.pipe(COUNT)))
                        .status())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theOutputArrivesLineByLineAndNoOutputAsNone(List<String> shell) throws Exception {
        assertThat(run(shell, PRINTS.pipe(COUNT)).out().strip()).isEqualTo("2");
        assertThat(run(shell, PRINTS_NOTHING.pipe(COUNT)).out().strip()).isEqualTo("0");
        assertThat(run(shell, Command.of("printf", "%s", "-n \\n % 'ü'  x").pipe(Command.of("cat")))
                        .out())
                .isEqualTo("-n \\n % 'ü'  x\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theStatusOfTheSecondIsThatOfThePipe(List<String> shell) throws Exception {
        assertThat(run(shell, PRINTS.pipe(FAILS)).status()).isEqualTo(3);
        assertThat(run(shell, PRINTS.stream(FAILS)).status()).isEqualTo(3);
        assertThat(run(shell, PRINTS.stream(Command.of("grep", "three")))).isEqualTo(new Result(1, "", ""));
        assertThat(run(shell, PRINTS.stream(Command.of("grep", "two")))).isEqualTo(new Result(0, "two\n", ""));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aStreamFailsWithItsFirstPartAndShowsWhatCame(List<String> shell) throws Exception {
        Command breaks = Command.shell("echo one; echo broken >&2; exit 5");

        assertThat(run(shell, breaks.stream(Command.of("grep", "o")))).isEqualTo(new Result(5, "one\n", "broken"));
        assertThat(run(shell, breaks.stream(Command.of("grep", "x")))).isEqualTo(new Result(5, "", "broken"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aReaderThatHasEnoughEndsTheStreamWithoutAFailure(List<String> shell) throws Exception {
        assertThat(run(shell, ENDLESS.stream(Command.of("head", "-2")))).isEqualTo(new Result(0, "line\nline\n", ""));
        assertThat(run(shell, ENDLESS.stream(Command.of("grep", "-q", "line")))).isEqualTo(new Result(0, "", ""));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aStreamShowsALineWhileTheFirstPartStillRuns(List<String> shell) throws Exception {
        Command follow = PRINTS.pipe(Command.shell("xargs echo; exec sleep 600"));
        Command shows = Command.shell("while read line; do echo \"$line\"; done");
        Process process = start(shell, follow.stream(shows));
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("one two");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            assertThat(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void peopleSeeKamalsText() {
        Command command = FAILS.pipe(COUNT).and(PRINTS.stream(COUNT));

        assertThat(command.toString())
                .isEqualTo(command.shellText())
                .isEqualTo(FAILS + " | wc -l && " + PRINTS + " | wc -l");
        assertThat(Command.of("a", "b").wireText()).isEqualTo("a b");
    }
}
