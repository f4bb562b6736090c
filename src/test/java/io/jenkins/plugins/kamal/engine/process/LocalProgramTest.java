package io.jenkins.plugins.kamal.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests that wait do so at the same time. A test beside them must not write a program and start it, because a process that
 * another test starts meanwhile may still hold the file open for writing.
 */
@Timeout(120)
class LocalProgramTest {

    @TempDir
    Path directory;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void givesStatusAndBothOutputs() throws Exception {
        ProgramResult result = sh("printf 'out\\n'; echo err >&2; exit 3").run();

        assertThat(result).isEqualTo(new ProgramResult(3, "out\n", "err\n"));
    }

    @Test
    void theEnvironmentIsWhole() throws Exception {
        ProgramResult result = program("env", Map.of("PATH", System.getenv("PATH"), "A", "1"))
                .streaming(UnaryOperator.identity(), lines::add)
                .run();

        assertThat(result.exitStatus()).isZero();
        assertThat(lines).contains("A=1").noneMatch(line -> line.startsWith("HOME="));
    }

    @Test
    void programsAreLookedUpInTheProgramsOwnPath() throws Exception {
        Path tool = Files.createSymbolicLink(directory.resolve("tool"), Path.of("/bin/sh"));
        Map<String, String> environment = Map.of("PATH", "/nowhere:" + directory);

        assertThat(new LocalProgram(List.of("tool", "-c", "echo \"$0\""), directory, environment)
                        .run()
                        .stdout())
                .isEqualTo(tool + "\n");
        assertThatThrownBy(() -> program("tool", Map.of("PATH", "/nowhere")).run())
                .isInstanceOf(ProgramNotFoundException.class);
    }

    @Test
    void inputIsWrittenAndOtherwiseThereIsNone() throws Exception {
        String input = "line\n".repeat(100_000);

        assertThat(sh("cat").withInput(input).run().stdout()).isEqualTo(input);
        assertThat(sh("cat; echo end").run().stdout()).isEqualTo("end\n");
        assertThat(sh("exit 0").withInput(input).run().exitStatus()).isZero();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatRunsTooLongIsStoppedWithItsDescendants() {
        LocalProgram program = sh("sh -c 'echo $$; sleep 600; true'; true")
                .within(Duration.ofSeconds(1))
                .streaming(UnaryOperator.identity(), lines::add);

        assertThatThrownBy(program::run)
                .isInstanceOf(TimeLimitException.class)
                .hasMessage("`/bin/sh` did not end within 1 seconds and was stopped");
        assertGone();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIgnoresTheRequestToEndIsKilled() {
        LocalProgram program = sh("trap '' TERM; echo $$; while :; do sleep 1; done")
                .within(Duration.ofSeconds(1))
                .streaming(UnaryOperator.identity(), lines::add);

        assertThatThrownBy(program::run).isInstanceOf(TimeLimitException.class);
        assertGone();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anInterruptionStopsTheProgramWithItsDescendants() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        CompletableFuture<String> started = new CompletableFuture<>();
        Thread runner = new Thread(() -> {
            try {
                sh("sh -c 'echo $$; sleep 600; true'; true")
                        .streaming(UnaryOperator.identity(), line -> {
                            lines.add(line);
                            started.complete(line);
                        })
                        .run();
                end.complete(null);
            } catch (IOException | InterruptedException e) {
                end.complete(e);
            }
        });
        runner.start();
        started.get(30, TimeUnit.SECONDS);

        runner.interrupt();

        assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertGone();
    }

    @Test
    void outputAboveTheBoundIsRefused() {
        for (String redirection : List.of("", " >&2")) {
            LocalProgram program = sh("yes" + redirection).boundedBy(OutputBound.atMost(100_000));

            assertThatThrownBy(program::run)
                    .isInstanceOf(OutputTooLargeException.class)
                    .hasMessageContaining("more than 100000 characters");
        }
    }

    @Test
    void elseTheLastPartOfTheOutputIsKept() throws Exception {
        ProgramResult result = sh("yes | head -c 1000000; echo end")
                .boundedBy(new OutputBound(10_000, false))
                .run();

        assertThat(result.stdout()).endsWith("y\nend\n");
        assertThat(result.stdout().length()).isBetween(10_000, 20_000);
    }

    @Test
    void aLineWithoutAnEndIsCutAndTheNextOneIsWhole() throws Exception {
        ProgramResult result = sh("head -c 1000000 /dev/zero | tr '\\0' x; echo; echo next")
                .streaming(UnaryOperator.identity(), lines::add)
                .run();

        assertThat(lines).containsExactly("x".repeat(64 << 10) + LineSplitter.CUT, "next");
        assertThat(result.stdout()).hasSize(1_000_001 + "next\n".length());
    }

    @Test
    void noPartOfASecretIsLeftWhereALineIsCut() throws Exception {
        String secret = "s3cr3t".repeat(2000);
        UnaryOperator<String> redaction = text -> text.replace(secret, "[REDACTED]");
        for (int length : List.of(100, 70_000, 200_000)) {
            for (int before = (64 << 10) - 11_999; before <= 64 << 10; before += 4_000) {
                lines.clear();
                sh("cat")
                        .withInput("x".repeat(before) + secret + "y".repeat(length) + secret + "z".repeat(length))
                        .streaming(redaction, lines::add)
                        .run();

                assertThat(lines)
                        .singleElement()
                        .asString()
                        .doesNotContain("s3cr")
                        .hasSizeLessThan(66_000);
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aDaemonThatKeepsTheOutputOpenDoesNotKeepUsWaiting() throws Exception {
        ProgramResult result = sh("sleep 60 & echo $!")
                .streaming(UnaryOperator.identity(), lines::add)
                .run();

        assertThat(result.exitStatus()).isZero();
        ProcessHandle.of(Long.parseLong(lines.get(0))).ifPresent(ProcessHandle::destroy);
    }

    /** Java would pass "?" for the character, and another file or value would be meant. */
    @Test
    void inALocaleThatLacksACharacterTheArgumentIsRefused() throws Exception {
        assertThat(inLocale("C"))
                .contains("Start the agent with LC_ALL=C.UTF-8")
                .doesNotContain("[");
        assertThat(inLocale("C.UTF-8")).isEqualTo("[\u00e9]\n");
    }

    private String inLocale(String locale) throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("LC_ALL", locale);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new LocalProgram(List.of(java, "-cp", classes, Accented.class.getName()), directory, environment)
                .run()
                .stdout();
    }

    /** Prints what a program makes of an accented argument. */
    static final class Accented {

        public static void main(String[] arguments) throws InterruptedException {
            String printed;
            try {
                List<String> argv = List.of("printf", "[%s]", "\u00e9");
                printed = new LocalProgram(argv, Path.of("/"), System.getenv())
                        .run()
                        .stdout();
            } catch (IOException e) {
                printed = e.getMessage();
            }
            new PrintStream(System.out, true, StandardCharsets.UTF_8).println(printed);
        }
    }

    private LocalProgram sh(String script) {
        return new LocalProgram(List.of("/bin/sh", "-c", script), directory, new HashMap<>(System.getenv()));
    }

    private LocalProgram program(String name, Map<String, String> environment) {
        return new LocalProgram(List.of(name), directory, environment);
    }

    private void assertGone() {
        ProcessHandle.of(Long.parseLong(lines.get(0)))
                .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(30)));
    }
}
