package io.jenkins.plugins.kamal.engine.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "plain",
                "two words",
                "it's",
                "\"",
                "$HOME",
                "${HOME}",
                "`id`",
                "$(id)",
                "a\\b",
                "*",
                "~",
                "#x",
                "!",
                ";",
                "a\nb",
                "ä",
                "{{.Names}}",
                "-n",
                "a=b",
                "\\",
                "'",
                "''",
                "&&",
                ">x",
                "(",
                "%s",
                "\t"
            })
    void aShellHandsEveryWordOverUnchanged(String word) throws Exception {
        assertThat(shell(Command.of("printf", "%s|", word, "end").shellText())).isEqualTo(word + "|end|");
    }

    @Test
    void quotesOnlyWhereItMust() {
        assertThat(Command.of("docker", "ps", "--filter", "label=service=shop", "--format", "{{.ID}} x"))
                .hasToString("docker ps --filter label=service=shop --format '{{.ID}} x'");
    }

    @Test
    void expandsVariablesInBracesAndNothingElse() throws Exception {
        Command command = Command.of("printf", "%s").withExpandable("A=", "${V} $V `id` \"q\" \\ $(id)");

        assertThat(shell("V=value; " + command.shellText())).isEqualTo("A=value $V `id` \"q\" \\ $(id)");
        assertThat(command.argv().get(2)).isEqualTo("A=${V} $V `id` \"q\" \\ $(id)");
    }

    @Test
    void joinsCommands() {
        Command a = Command.of("a");
        Command b = Command.of("b c");

        assertThat(a.and(b)).hasToString("a && 'b c'");
        assertThat(a.or(b)).hasToString("a || 'b c'");
        assertThat(a.then(b)).hasToString("a ; 'b c'");
        assertThat(a.pipe(b)).hasToString("a | 'b c'");
        assertThat(a.appendTo("x y")).hasToString("a >> 'x y'");
        assertThat(a.writeTo("x")).hasToString("a > x");
        assertThat(a.withShell("$(id)")).hasToString("a $(id)");
    }

    @Test
    void isNoArgvWhereAShellIsNeeded() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Command.of("a").and(Command.of("b")).argv())
                .withMessageContaining("a && b");
        assertThat(Command.of("a", "b c").argv()).containsExactly("a", "b c");
    }

    @Test
    void keepsItsInputOutOfItsText() {
        Command login = Command.of("docker", "login").withInput(Secret.of("hunter2"));

        assertThat(login.input()).contains(Secret.of("hunter2"));
        assertThat(login.toString() + login.argv()).doesNotContain("hunter2");
        assertThat(login.with("-u", "x").input()).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> login.and(Command.of("b")))
                .withMessageContaining("stands alone");
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of("b").pipe(login));
    }

    @Test
    void isAValue() {
        Command command = Command.of("a");

        Command longer = command.with(List.of("b"));

        assertThat(command)
                .isEqualTo(Command.of("a"))
                .hasSameHashCodeAs(Command.of("a"))
                .isNotEqualTo(longer);
        assertThat(longer).isEqualTo(Command.of("a", "b"));
        assertThat(Command.of("a b")).isNotEqualTo(Command.shell("'a b'"));
        assertThat(command).isNotEqualTo(command.withInput(Secret.of("x")));
        assertThatNullPointerException().isThrownBy(() -> Command.of("a", null));
    }

    private static String shell(String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", "-c", line).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
