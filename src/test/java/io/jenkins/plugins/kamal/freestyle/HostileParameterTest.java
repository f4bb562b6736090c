package io.jenkins.plugins.kamal.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.EnvVars;
import io.jenkins.plugins.kamal.step.FieldText;
import io.jenkins.plugins.kamal.step.KamalCommandStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user who may only start a build of a freestyle job gives its parameters values, and no further words or options. */
class HostileParameterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web --hosts 10.0.0.9",
                "x' --destination production '",
                "x\" -c other.yml \"",
                "a b\tc\nd",
                "\\' -d production",
                "${OTHER}",
                "",
            })
    void aValueIsOneWord(String value) throws Exception {
        assertThat(words("app logs --grep ${VALUE}", value)).isEqualTo(List.of("app", "logs", "--grep", value));
        assertThat(words("server exec \"echo 'tag ${VALUE}'\"", value))
                .isEqualTo(List.of("server", "exec", "echo 'tag " + value + "'"));
        assertThat(words("app logs --grep=$VALUE", value)).isEqualTo(List.of("app", "logs", "--grep=" + value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--hosts=10.0.0.9", "-dproduction", "-", "--"})
    void aValueIsNoOption(String value) {
        assertThatThrownBy(() -> words("app logs ${VALUE}", value))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("The word ${VALUE} of the command 'app logs ${VALUE}' begins with '-'");
    }

    @Test
    void whatStandsAfterTheOptionsMayBeginWithADash() throws Exception {
        assertThat(words("app exec -- ls ${VALUE}", "-l")).isEqualTo(List.of("app", "exec", "--", "ls", "-l"));
        assertThat(words("app logs --hosts=${VALUE} -n 5", "-x"))
                .isEqualTo(List.of("app", "logs", "--hosts=-x", "-n", "5"));
    }

    private static List<String> words(String command, String value) throws AbortException {
        EnvVars environment = new EnvVars("VALUE", value, "OTHER", "other");
        return new KamalCommandBuilder(new KamalCommandStep(command))
                .request(FieldText.expandedBy(environment))
                .command();
    }
}
