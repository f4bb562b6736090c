package io.jenkins.plugins.kamal.engine.shell.ssh.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs rendered scripts with every POSIX shell of this machine. */
@Tag("flow")
class ScriptTextTest {

    @TempDir
    Path directory;

    static Stream<List<String>> shells() {
        return Stream.of(
                        List.of("/bin/sh"),
                        List.of("/bin/bash"),
                        List.of("/bin/bash", "--posix"),
                        List.of("/bin/dash"),
                        List.of("/usr/bin/busybox", "sh"),
                        List.of("/bin/busybox", "sh"),
                        List.of("/bin/ksh"),
                        List.of("/bin/zsh", "--emulate", "sh"))
                .filter(shell -> Files.isExecutable(Path.of(shell.get(0))));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void tellsStatusAndBothOutputsOfEachCommandApart(List<String> shell) throws Exception {
        Script script = Script.of(Command.of("echo", "one"), Command.shell("printf two; printf 'to err\\n' >&2"))
                .attempt(Command.shell("echo bad >&2; exit 42"))
                .run(Command.shell("printf '\\n\\n'"));

        ScriptAnswer answer = run(shell, script);

        assertThat(answer.ended()).isTrue();
        assertThat(answer.outputs()).extracting(Output::exitStatus).containsExactly(0, 0, 42, 0);
        assertThat(answer.outputs()).extracting(Output::stdout).containsExactly("one", "two", "", "\n");
        assertThat(answer.outputs()).extracting(Output::stderr).containsExactly("", "to err", "bad", "");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void stopsAtTheFirstFailureThatIsNotAllowed(List<String> shell) throws Exception {
        Script script = Script.of(Command.of("true"), Command.of("false"), Command.of("touch", path("reached")));

        assertThat(run(shell, script).outputs()).extracting(Output::exitStatus).containsExactly(0, 1);
        assertThat(directory.resolve("reached")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void leaksNothingFromOneCommandToTheNext(List<String> shell) throws Exception {
        Script script = Script.of(
                Command.shell("cd / && X=1 && set -e -f"), Command.shell("pwd; echo \"[$X]\"; false; echo on"));

        Output second = run(shell, script).outputs().get(1);

        assertThat(second.stdout()).isEqualTo(directory.toRealPath() + "\n[]\non");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void makesASyntaxErrorTheFailureOfItsOwnCommand(List<String> shell) throws Exception {
        Script script = new Script(List.of())
                .attempt(Command.shell("echo 'unfinished"))
                .attempt(Command.shell("echo ) ; }"))
                .run(Command.shell("echo fine # a comment"))
                .run(Command.shell("echo a\\\\\necho b"));

        List<Output> outputs = run(shell, script).outputs();

        assertThat(outputs.get(0).exitStatus()).isNotZero();
        assertThat(outputs.get(0).stderr()).isNotBlank();
        assertThat(outputs.get(1).exitStatus()).isNotZero();
        assertThat(outputs.get(2).stdout()).isEqualTo("fine");
        assertThat(outputs.get(3).stdout()).isEqualTo("a\\\nb");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void givesACommandWithoutInputNone(List<String> shell) throws Exception {
        assertThat(run(shell, Script.of(Command.of("cat"), Command.of("echo", "next")))
                        .outputs())
                .extracting(Output::stdout)
                .containsExactly("", "next");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void handsInputOverByteForByte(List<String> shell) throws Exception {
        List<String> inputs = inputs();
        Script script = new Script(List.of());
        for (int i = 0; i < inputs.size(); i++) {
            script = script.run(
                    Command.shell("cat > " + Command.quote(path("in" + i))).withInput(Secret.of(inputs.get(i))));
        }

        ScriptAnswer answer = run(shell, script);

        assertThat(answer.outputs()).allMatch(Output::succeeded).hasSize(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            byte[] expected = inputs.get(i).getBytes(StandardCharsets.UTF_8);
            byte[] arrived = Files.readAllBytes(directory.resolve("in" + i));
            assertThat(Arrays.equals(arrived, expected))
                    .as(HexFormat.of().formatHex(expected))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void runsNothingOfATextThatIsCutOff(List<String> shell) throws Exception {
        Script script = Script.of(Command.of("touch", path("half")))
                .run(Command.shell("cat > " + path("secret")).withInput(Secret.of("A=1\nB=2\n")))
                .run(Command.shell("cat > " + path("other")).withInput(Secret.of("no line end")));
        String text = ScriptText.of(script).text();
        int last = text.lastIndexOf('}');
        for (int length = 0; length <= last; length += 7) {
            answer(shell, text.substring(0, length), new ScriptAnswer(script, "unused", 1 << 20, System::nanoTime));
            assertThat(directory).as("after %d characters", length).isEmptyDirectory();
        }
    }

    @Test
    void holdsNoSecretOutsideOfAHereDocument() {
        ScriptText text = ScriptText.of(Script.of(Command.of("docker", "login").withInput(Secret.of("hunter2"))));

        assertThat(text.text())
                .containsPattern(
                        "base64 -d <<'KAMAL_[0-9a-f]{32}' \\| \\(eval 'docker login'\\)\naHVudGVyMg==\nKAMAL_");
        assertThat(ScriptText.COMMAND).isEqualTo("exec /bin/sh -s");
        assertThat(text).asString().doesNotContain("hunter2");
    }

    @Test
    void refusesANul() {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> ScriptText.of(Script.of(Command.of("cat").withInput(Secret.of("a\0b")))))
                .withMessageContaining("NUL")
                .withMessageContaining("cat");
    }

    @Test
    void keepsWhatALoginShellPrintsApart() {
        Script script = Script.of(Command.of("true"));
        ScriptAnswer answer = new ScriptAnswer(script, "N", 100, System::nanoTime);

        feed(answer, "Welcome to web1\n\nN start\nout\n\nN done 0\n\nN e");
        assertThat(answer.ended()).isFalse();
        feed(answer, "nd\n");
        byte[] errors = "warning\n\nN start\n\nN done 0\n\nN end\n".getBytes(StandardCharsets.UTF_8);
        assertThat(answer.stderr(errors, 0, errors.length)).isTrue();

        assertThat(answer.outputs()).extracting(Output::stdout).containsExactly("out");
        assertThat(answer.noise()).contains("Welcome to web1", "warning");
    }

    @Test
    void readsAnAnswerThatComesByteByByte() {
        Script script = new Script(List.of()).attempt(Command.of("a")).attempt(Command.of("b"));
        ScriptAnswer answer = new ScriptAnswer(script, "N", 100, System::nanoTime);
        for (byte one : "\nN start\n\nN\n\nN done 0\nsecond\nN done 7\n\nN end\n".getBytes(StandardCharsets.UTF_8)) {
            answer.stdout(new byte[] {one}, 0, 1);
        }
        for (byte one : "\nN start\n\nN done 0\n\n\n\nN done 7\n\nN end\n".getBytes(StandardCharsets.UTF_8)) {
            answer.stderr(new byte[] {one}, 0, 1);
        }

        assertThat(answer.ended()).isTrue();
        assertThat(answer.outputs()).extracting(Output::exitStatus).containsExactly(0, 7);
        assertThat(answer.outputs()).extracting(Output::stdout).containsExactly("\nN", "second");
        assertThat(answer.outputs()).extracting(Output::stderr).containsExactly("", "\n");
    }

    @Test
    void stopsReadingWhereTooMuchIsPrinted() {
        ScriptAnswer answer = new ScriptAnswer(Script.of(Command.of("yes")), "N", 100, System::nanoTime);

        assertThatThrownBy(() -> feed(answer, "\nN start\n" + "y\n".repeat(60)))
                .isInstanceOf(MarkedStream.TooLong.class);
    }

    private static List<String> inputs() {
        List<String> inputs = new ArrayList<>(List.of(
                "",
                "\n",
                "\n\n",
                "x",
                "x\n",
                "'",
                "\"$HOME\" `id` $(id) \\ \\\\\n",
                "EOF\n",
                "}\n",
                "{",
                ")\n",
                "\r\n",
                "KAMAL_",
                "\t# no comment\n",
                "!!\n",
                "-n",
                "ä€😀",
                "\u0001\u0002\u0081\u0088\u007f\u00ff\n",
                "\u0001",
                "a\\\n",
                "line\n".repeat(30_000),
                "y".repeat(200_000)));
        Random random = new Random(20261122);
        String alphabet = "ab \n\n\n'\"\\$`{}()<>|&;#!*?~=\t\r\u0001\u007f\u0081\u0084\u0088é€";
        for (int i = 0; i < 60; i++) {
            StringBuilder input = new StringBuilder();
            random.ints(random.nextInt(400), 0, alphabet.length()).forEach(at -> input.append(alphabet.charAt(at)));
            inputs.add(input.toString());
        }
        return inputs;
    }

    private static void feed(ScriptAnswer answer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        answer.stdout(bytes, 0, bytes.length);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private ScriptAnswer run(List<String> shell, Script script) throws Exception {
        ScriptText text = ScriptText.of(script);
        ScriptAnswer answer = new ScriptAnswer(script, text.nonce(), 1 << 20, System::nanoTime);
        answer(shell, text.text(), answer);
        return answer;
    }

    private void answer(List<String> shell, String text, ScriptAnswer answer) throws Exception {
        List<String> argv = new ArrayList<>(shell);
        argv.add("-s");
        Path errors = Files.createTempFile("script", ".err");
        Process process = new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectError(errors.toFile())
                .start();
        Thread writer = new Thread(() -> write(process.getOutputStream(), text));
        writer.start();
        byte[] printed = process.getInputStream().readAllBytes();
        process.waitFor();
        writer.join();
        answer.stdout(printed, 0, printed.length);
        byte[] complaints = Files.readAllBytes(errors);
        Files.delete(errors);
        answer.stderr(complaints, 0, complaints.length);
    }

    private static void write(OutputStream stdin, String text) {
        try (stdin) {
            stdin.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
