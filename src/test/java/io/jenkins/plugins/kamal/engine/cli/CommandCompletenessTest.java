package io.jenkins.plugins.kamal.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.shell.ssh.HostAddresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Everything that the help of Kamal 2.12 lists is in ours, with the same short forms, types and defaults. */
class CommandCompletenessTest {

    private static final String FACTS = "kamal-2.12-commands.tsv";

    /** Kamal declares a text and uses it as a switch. */
    private static final String SWITCH_IN_FACT = "--follow";

    private final CommandLine ours = commandLine();

    /** A line of the facts. */
    private record Fact(String command, String option, String shortForm, String type, String otherwise) {

        static Fact of(String line) {
            String[] fields = line.split("\t");
            assertThat(fields).as(line).hasSize(5);
            return new Fact(fields[0], fields[1], fields[2], fields[3], fields[4]);
        }

        boolean isCommand() {
            return option.equals("-");
        }

        boolean isSwitch() {
            return type.equals("boolean") || option.equals(SWITCH_IN_FACT);
        }

        boolean isNegatable() {
            return type.equals("boolean") && !option.startsWith("--no-") && !option.equals("--force");
        }

        String name() {
            return isCommand() ? command : command + " " + option;
        }
    }

    static CommandLine commandLine() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
        return Main.commandLine(
                new Surroundings(Path.of("/nowhere"), Map.of(), nowhere, nowhere, HostAddresses.system()));
    }

    @TestFactory
    Stream<DynamicTest> hasEveryCommandAndOptionOfKamal() throws IOException {
        List<Fact> facts = facts();
        assertThat(facts).hasSizeGreaterThan(150);
        return facts.stream().map(fact -> DynamicTest.dynamicTest(fact.name(), () -> check(fact)));
    }

    private static List<Fact> facts() throws IOException {
        try (InputStream stream = CommandCompletenessTest.class.getResourceAsStream(FACTS)) {
            return new String(stream.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Fact::of)
                    .toList();
        }
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
        if (!fact.otherwise().equals("-") && !option.required()) {
            Object value = option.defaultValue() == null ? option.initialValue() : option.defaultValue();
            assertThat(String.valueOf(value == null ? false : value)).isEqualTo(fact.otherwise());
        }
    }

    private static Stream<CommandSpec> leaves(CommandSpec command) {
        return command.subcommands().isEmpty()
                ? Stream.of(command)
                : command.subcommands().values().stream().flatMap(below -> leaves(below.getCommandSpec()));
    }
}
