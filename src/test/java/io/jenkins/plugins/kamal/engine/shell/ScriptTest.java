package io.jenkins.plugins.kamal.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.host.Host;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static final Command A = Command.of("a");
    private static final Command B = Command.of("b", "c");

    @Test
    void growsWithoutChanging() {
        Script script = Script.of(A);

        Script longer = script.attempt(B).then(Script.of(A).run(B));

        assertThat(script.steps()).containsExactly(new Script.Step(A, false, null));
        assertThat(longer.steps())
                .containsExactly(
                        new Script.Step(A, false, null),
                        new Script.Step(B, true, null),
                        new Script.Step(A, false, null),
                        new Script.Step(B, false, null));
    }

    @Test
    void theWordsBelongToTheLastStep() {
        Script script = Script.of(A, B).saying("did both");

        assertThat(script.steps())
                .containsExactly(new Script.Step(A, false, null), new Script.Step(B, false, "did both"));
        assertThat(Script.of().saying("did nothing").steps()).isEmpty();
    }

    @Test
    void failsWithTheCommandThatMustNotFail() {
        ScriptResult result =
                result(Script.of().attempt(A).run(B), output(A, 1, "", "a"), output(B, 2, "", "no such thing\n"));

        assertThat(result.failure()).contains(result.output(1));
        assertThatThrownBy(result::orThrow)
                .isInstanceOfSatisfying(CommandFailedException.class, e -> {
                    assertThat(e.host()).isEqualTo(Host.parse("10.0.0.1"));
                    assertThat(e.output()).isEqualTo(result.output(1));
                })
                .hasMessage("10.0.0.1: `b c` failed with exit status 2: no such thing");
    }

    @Test
    void doesNotFailWithOneThatMay() {
        ScriptResult result = result(Script.of(A).attempt(B), output(A, 0, "x", ""), output(B, 1, "", ""));

        assertThat(result.failure()).isEmpty();
        assertThat(result.orThrow()).isSameAs(result);
        assertThat(result.output(0).succeeded()).isTrue();
    }

    @Test
    void tellsStandardOutputWhereTheOtherIsEmpty() {
        assertThat(new CommandFailedException(Host.parse("localhost"), output(A, 3, "said here", "")))
                .hasMessage("localhost: `a` failed with exit status 3: said here");
        assertThat(new CommandFailedException(Host.parse("localhost"), output(A, 3, "", "")))
                .hasMessage("localhost: `a` failed with exit status 3");
    }

    @Test
    void tellsNoStandardOutputThatIsHidden() {
        Command hidden = A.withHiddenOutput().with("b").sentAs("b");

        assertThat(new CommandFailedException(Host.parse("localhost"), output(hidden, 3, "said here", "")))
                .hasMessage("localhost: `a b` failed with exit status 3");
        assertThat(new CommandFailedException(
                        Host.parse("localhost"), output(hidden.and(B), 3, "said here", "no such thing")))
                .hasMessage("localhost: `a b && b c` failed with exit status 3: no such thing");
    }

    private static Output output(Command command, int status, String out, String err) {
        return new Output(command, status, out, err, Duration.ofMillis(5));
    }

    private static ScriptResult result(Script script, Output... outputs) {
        return new ScriptResult(Host.parse("10.0.0.1"), script, List.of(outputs));
    }
}
