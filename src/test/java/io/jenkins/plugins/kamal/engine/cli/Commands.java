package io.jenkins.plugins.kamal.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Every command of the engine as a command line with harmless values for what the command requires. */
public final class Commands {

    private Commands() {}

    /** A command and the words that call it. */
    public record Line(List<String> path, CommandSpec command) {

        /** The options and arguments that take a value. */
        List<ArgSpec> arguments() {
            return command.args().stream()
                    .filter(argument ->
                            argument.isPositional() || argument.arity().max() > 0)
                    .toList();
        }

        String name(ArgSpec argument) {
            return String.join(" ", path) + " " + label(argument);
        }

        /** The words with this value for one of the arguments. */
        List<String> with(ArgSpec chosen, String value) {
            List<String> words = new ArrayList<>(path);
            for (OptionSpec option : command.options()) {
                if (option == chosen) {
                    words.add(option.longestName() + "=" + value);
                } else if (option.required()) {
                    words.add(option.longestName() + "=harmless");
                }
            }
            for (PositionalParamSpec parameter : command.positionalParameters()) {
                if (parameter == chosen) {
                    words.add(value);
                } else if (parameter.arity().min() > 0) {
                    words.add(parameter.paramLabel().contains("|") ? "get" : "harmless");
                }
            }
            return words;
        }
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** Every command that has no subcommands. */
    public static List<Line> all() {
        return below(List.of(), CommandCompletenessTest.commandLine()).toList();
    }

    private static Stream<Line> below(List<String> path, CommandLine command) {
        if (command.getSubcommands().isEmpty()) {
            return Stream.of(new Line(path, command.getCommandSpec()));
        }
        return command.getSubcommands().values().stream().distinct().flatMap(subcommand -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(subcommand.getCommandName());
            return below(longer, subcommand);
        });
    }

    /** Every value that was parsed, as it was written. */
    static List<String> values(ParseResult result) {
        Stream<String> own =
                result.matchedArgs().stream().flatMap(argument -> argument.originalStringValues().stream());
        Stream<String> lower = result.hasSubcommand() ? values(result.subcommand()).stream() : Stream.of();
        return Stream.concat(own, lower).toList();
    }
}
