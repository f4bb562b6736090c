package io.jenkins.plugins.kamal.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.cli.run.NameList;
import io.jenkins.plugins.kamal.engine.command.GrepOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** As with Kamal, the last of two equal options counts; a value may look like an option. */
class LastOptionCountsTest {

    @Test
    void theLastRolesAndHostsCount() {
        CommandSpec deploy = parse("deploy", "-r", "job", "-h", "a,b", "-r", "web", "-h", "c");

        assertThat(this.<NameList>value(deploy, "--roles").names()).isEqualTo(List.of("web"));
        assertThat(this.<NameList>value(deploy, "--hosts").names()).isEqualTo(List.of("c"));
    }

    @Test
    void aValueMayLookLikeAnOption() {
        CommandSpec logs = parse("app", "logs", "--grep", "-foo", "--grep-options=-v");

        assertThat(this.<String>value(logs, "--grep")).isEqualTo("-foo");
        assertThat(this.<GrepOptions>value(logs, "--grep-options").words()).isEqualTo(List.of("-v"));
    }

    private <T> T value(CommandSpec command, String option) {
        return command.findOption(option).getValue();
    }

    private static CommandSpec parse(String... words) {
        ParseResult result = CommandCompletenessTest.commandLine().parseArgs(words);
        while (result.hasSubcommand()) {
            result = result.subcommand();
        }
        return result.commandSpec();
    }
}
