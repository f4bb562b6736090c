package io.jenkins.plugins.kamal.engine.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes {@code docs/commands.md} from the model that the command line itself is parsed with. */
final class CommandReference {

    private static final String INTRODUCTION = """
            # Commands

            All commands of the engine. They are Kamal 2.12's, with the same names and options; what behaves otherwise is in
            [differences](differences.md). In Jenkins the step `kamal` takes any of them, as it would be typed after `kamal`:
            `kamal 'app exec --reuse "bin/rails db:migrate"'`. What asks needs `-y` there, and what wants a terminal
            (`--interactive`) is refused, because there is none.

            On a machine of your own, call `./dev kamal deploy` with the whole path of `dev` in your project's directory. `help` and
            `help COMMAND` tell the same as this page, `docs SECTION` what the [configuration](configuration.md) may say.

            The beginning of a command's name is enough where only one begins so. A switch has an opposite (`--no-quiet` for
            `--quiet`); hyphens within a name may be underscores (`--skip_hooks`); the last of two counts. An alias of the
            configuration stands for its words, and takes further ones.

            The exit status is 0, or 1 where something failed, 2 where the words were not understood, 130 where it was
            stopped; `exec` ends with the status of the command that it ran, and a failing hook with the hook's.

            This page is generated from the options themselves. Do not edit it.
            """;

    private static final Set<String> LEFT_OUT = Set.of("help");

    private final KamalFacts facts;
    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    CommandReference(KamalFacts facts) {
        this.facts = facts;
    }

    /** The page in Markdown, with a line end at its end. */
    String markdown(CommandSpec kamal) {
        page.append("\n## Options of every command\n\n");
        options(kamal).forEach(option -> page.append("* ").append(text("*", option)));
        page.append("\n## Commands without a group\n\n");
        below(kamal).stream().filter(command -> command.subcommands().isEmpty()).forEach(this::command);
        below(kamal).stream()
                .filter(command -> !command.subcommands().isEmpty())
                .forEach(group -> {
                    page.append("\n## ")
                            .append(group.name())
                            .append("\n\n")
                            .append(sentence(group.usageMessage().description()));
                    page.append("\n\n");
                    below(group).forEach(this::command);
                });
        return page.toString();
    }

    private static List<CommandSpec> below(CommandSpec group) {
        return group.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .filter(command -> !LEFT_OUT.contains(command.name()))
                .filter(command -> !command.usageMessage().hidden())
                .sorted(Comparator.comparing(CommandSpec::name))
                .toList();
    }

    private void command(CommandSpec command) {
        String path = command.qualifiedName().replaceFirst("^kamal ", "");
        String arguments = command.positionalParameters().stream()
                .map(CommandReference::argument)
                .collect(Collectors.joining());
        page.append("* **`").append(path).append(arguments).append("`** ");
        page.append(sentence(command.usageMessage().description()));
        page.append(facts.has(path) ? "\n" : " Not in Kamal.\n");
        options(command).stream().filter(option -> !option.inherited()).forEach(option -> page.append("  * ")
                .append(text(path, option)));
    }

    private static String argument(PositionalParamSpec parameter) {
        String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "…" : "");
        return parameter.arity().min() == 0 ? " [" + label + "]" : " " + label;
    }

    private static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
    }

    private String text(String path, OptionSpec option) {
        String names = Arrays.stream(option.names())
                .filter(name -> !name.contains("_"))
                .collect(Collectors.joining(", "));
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        boolean known = Arrays.stream(option.names()).anyMatch(name -> facts.has(path + " " + name));
        return "`" + names + value + "`: " + sentence(option.description()) + (known ? "\n" : " Not in Kamal.\n");
    }

    private static String sentence(String[] description) {
        String text = String.join(" ", description).strip();
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }
}
