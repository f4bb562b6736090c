package io.jenkins.plugins.kamal.engine.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Colors and progress follow the conventions of the environment. */
class TerminalStyleTest {

    private static final TerminalStyle ALL = new TerminalStyle(true, true);

    @Test
    void isPlainWithoutATerminal() {
        assertThat(TerminalStyle.of(Map.of("TERM", "xterm"), false)).isEqualTo(TerminalStyle.PLAIN);
    }

    @Test
    void isPlainOnATerminalThatCannotMoveTheCursor() {
        assertThat(TerminalStyle.of(Map.of("TERM", "dumb"), true)).isEqualTo(TerminalStyle.PLAIN);
        assertThat(TerminalStyle.of(Map.of(), true)).isEqualTo(TerminalStyle.PLAIN);
    }

    @Test
    void leavesOutWhatTheEnvironmentForbids() {
        assertThat(TerminalStyle.of(Map.of("TERM", "xterm"), true)).isEqualTo(ALL);
        assertThat(TerminalStyle.of(Map.of("TERM", "xterm", "NO_COLOR", "", "CI", ""), true))
                .isEqualTo(ALL);
        assertThat(TerminalStyle.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true))
                .isEqualTo(new TerminalStyle(true, false));
        assertThat(TerminalStyle.of(Map.of("TERM", "xterm", "CI", "true"), true))
                .isEqualTo(new TerminalStyle(false, true));
    }

    @Test
    void colorsPhasesWarningsAndErrorsAlone() {
        assertThat(TerminalStyle.colored("==> Pull the image")).isEqualTo("\u001B[1m==> Pull the image\u001B[0m");
        assertThat(TerminalStyle.colored("WARNING: low")).isEqualTo("\u001B[33mWARNING:\u001B[0m low");
        assertThat(TerminalStyle.colored("ERROR: no")).isEqualTo("\u001B[31mERROR:\u001B[0m no");
        assertThat(TerminalStyle.colored("    [10.0.0.1] ERROR: no")).isEqualTo("    [10.0.0.1] ERROR: no");
    }
}
