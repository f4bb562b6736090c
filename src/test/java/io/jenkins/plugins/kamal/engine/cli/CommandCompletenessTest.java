package io.jenkins.plugins.kamal.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.cli.KamalFacts.Fact;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostAddresses;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Everything that the help of Kamal 2.12 lists is in ours, with the same short forms, types and defaults. */
class CommandCompletenessTest {

    private final CommandLine ours = commandLine();

    static CommandLine commandLine() {
        return commandLine(TopLevelCommands.NAMES);
    }

    /** A command line with these commands alone, which is made faster than the whole one. */
    static CommandLine commandLine(List<String> commands) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
        return Main.commandLine(
                new ProcessContext(Path.of("/nowhere"), Map.of(), nowhere, nowhere, HostAddresses.system()), commands);
    }

    @TestFactory
    Stream<DynamicTest> hasEveryCommandAndOptionOfKamal() {
        List<Fact> facts = KamalFacts.read().all();
        assertThat(facts).hasSizeGreaterThan(150);
        return facts.stream().map(fact -> DynamicTest.dynamicTest(fact.name(), () -> check(fact)));
    }

    @Test
    void isWhatTheCommittedPageTells() throws IOException {
        Path page = Path.of("docs/commands.md");
        String generated = new CommandReference(KamalFacts.read()).markdown(ours.getCommandSpec());
        if (Boolean.getBoolean("kamal.write.docs")) {
            Files.writeString(page, generated);
        }
        assertThat(Files.readString(page))
                .as("run this test with -Dkamal.write.docs=true to write docs/commands.md anew")
                .isEqualTo(generated);
    }

    private void check(Fact fact) {
        if (fact.command().equals("*")) {
            leaves(ours.getCommandSpec()).forEach(command -> checkOption(fact, command));
        } else if (fact.isCommand()) {
            CommandSpec command = find(fact.command());
            long arguments = command.positionalParameters().size();
            assertThat(arguments)
                    .as("arguments of %s", fact.command())
                    .isEqualTo(fact.type().equals("-") ? 0 : fact.type().split(" ").length);
        } else {
            checkOption(fact, find(fact.command()));
        }
    }

    private CommandSpec find(String path) {
        CommandLine found = ours;
        for (String word : path.split(" ")) {
            assertThat(found.getSubcommands()).as("commands of %s", path).containsKey(word);
            found = found.getSubcommands().get(word);
        }
        return found.getCommandSpec();
    }

    private static void checkOption(Fact fact, CommandSpec command) {
        OptionSpec option = command.findOption(fact.option());
        assertThat(option)
                .as("%s of %s", fact.option(), command.qualifiedName())
                .isNotNull();
        assertThat(option.names())
                .contains(fact.option(), "--" + fact.option().substring(2).replace('-', '_'));
        if (!fact.shortForm().equals("-")) {
            assertThat(option.names()).contains(fact.shortForm());
        }
        assertThat(option.arity().max() == 0).as("is a switch").isEqualTo(fact.isSwitch());
        if (fact.isNegatable()) {
            assertThat(command.negatedOptionsMap())
                    .containsKey("--no-" + fact.option().substring(2));
        }
        checkDefault(fact, option);
    }

    private static void checkDefault(Fact fact, OptionSpec option) {
        assertThat(option.required()).isEqualTo(fact.otherwise().equals("required"));
        if (fact.otherwise().equals("-") || option.required()) {
            return;
        }
        Object value = option.defaultValue() == null ? option.initialValue() : option.defaultValue();
        if (value == null && !fact.isSwitch()) {
            // What a hook's command inherits comes before the default, so that picocli knows none.
            assertThat(String.join(" ", option.description())).endsWith("by default " + fact.otherwise());
        } else {
            assertThat(String.valueOf(value == null ? false : value)).isEqualTo(fact.otherwise());
        }
    }

    private static Stream<CommandSpec> leaves(CommandSpec command) {
        return command.subcommands().isEmpty()
                ? Stream.of(command)
                : command.subcommands().values().stream().flatMap(below -> leaves(below.getCommandSpec()));
    }
}
