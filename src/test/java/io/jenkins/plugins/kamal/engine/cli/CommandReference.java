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

            The engine has the commands of Kamal 2.12, with the same names and options. [Differences](differences.md) lists
            what behaves differently. In Jenkins, the step `kamal` runs any of these commands; write them as you would type
            them after `kamal`: `kamal 'app exec --reuse "bin/rails db:migrate"'`. In a step, commands that ask for
            confirmation need `-y`, and commands that need a terminal (`--interactive`) are refused, because a build has none.

            To use the engine on your own machine, clone the plugin's repository, and call `dev` there by its path from your
            project's directory: `/path/to/kamal-plugin/dev kamal deploy`. At the first call, `dev` builds
            `target/engine/kamal-engine-1.0-SNAPSHOT.jar`. You can also run this jar with `java -jar`, as long as the folder
            `lib` stays beside it.

            `help` and `help COMMAND` print the same information as this page. `docs SECTION` prints the reference of the
            [configuration](configuration.md).

            You can abbreviate the name of a command if the abbreviation is unique. Every switch has an opposite (`--no-quiet`
            for `--quiet`). You can write underscores instead of hyphens within a name (`--skip_hooks`). If an option is given
            twice, the last one applies. An alias in the configuration is replaced by its words, and can be followed by more
            arguments.

            On a terminal, the last line shows the progress: the phase, how many hosts are done, and how long the phase has
            taken. Phases, warnings and errors are colored. A file or a pipe gets text alone, as does a terminal with
            `TERM=dumb`. The environment variable `NO_COLOR` turns the colors off, `CI` turns the progress off, and `--quiet`
            does the same.

            | exit status | meaning |
            |---|---|
            | 0 | the command succeeded |
            | 1 | the command failed, or one of its hooks did; the last lines say why |
            | 2 | the command line is not valid; nothing was done |
            | 76 | the plugin has started the same command before; nothing was done |
            | 130 | the command was stopped, by SIGINT or by a request of the plugin, and has finished or undone its current work |
            | 143 | the same, after SIGTERM |
            | any other | the exit status of the command that `exec` ran |

            This page is generated from the options of the commands. Do not edit it.
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
        options(command).stream()
                .filter(option -> !option.inherited() && !isRefused(option, command))
                .forEach(option -> page.append("  * ").append(text(path, option)));
    }

    /** Commands that share their options refuse those that are "Only with" others. */
    private static boolean isRefused(OptionSpec option, CommandSpec command) {
        String description = sentence(option.description());
        return description.startsWith("Only with") && !description.contains("'" + command.name() + "'");
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
