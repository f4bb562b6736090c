package io.jenkins.plugins.kamal.engine.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExecOptionTest {

    @Test
    void oneWordIsShellText() {
        assertThat(ExecOption.command(List.of("cd /app && ls *.rb"))).isEqualTo("cd /app && ls *.rb");
    }

    @Test
    void furtherWordsAreNotSplitAgain() {
        assertThat(ExecOption.command(List.of("sh", "-c", "echo a  b; date"))).isEqualTo("sh -c 'echo a  b; date'");
        assertThat(ExecOption.command(List.of("bin/rails runner", "puts \"$HOME\"")))
                .isEqualTo("bin/rails runner 'puts \"$HOME\"'");
        assertThat(ExecOption.command(List.of("echo", "", "-n"))).isEqualTo("echo '' -n");
    }
}
