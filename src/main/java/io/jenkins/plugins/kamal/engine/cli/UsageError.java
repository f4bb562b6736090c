package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.cli.run.Failure;
import io.jenkins.plugins.kamal.engine.config.fault.NearestName;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains in a sentence or two what is wrong with a command line, and where its help is. */
final class UsageError {

    private static final int EXIT_STATUS = 2;

    private UsageError() {}

    static Failure of(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? unknown(command, unmatched.getUnmatched())
                : isRefusedBySetter(e) ? e.getCause().getMessage() : e.getMessage();
        String end = message.endsWith(".") || message.endsWith("?") ? " " : ". ";
        return new Failure(
                Topic.COMMAND_LINE, message + end + "See `" + command.qualifiedName() + " --help`", EXIT_STATUS, null);
    }

    /** Whether a method refused an option: picocli then adds the name of the exception and the words of the line. */
    private static boolean isRefusedBySetter(ParameterException e) {
        return e.getArgSpec() == null && e.getCause() instanceof TypeConversionException;
    }

    /**
     * A word that is no command is a mistyped command. If no command is possible there, the line has one word too many.
     */
    private static String unknown(CommandSpec command, List<String> words) {
        String word = words.get(0);
        String name = command.qualifiedName();
        if (word.startsWith("-")) {
            return "`" + name + "` has no option " + word
                    + suggestion(word, command.optionsMap().keySet());
        }
        Set<String> commands = command.subcommands().keySet();
        if (!commands.isEmpty()) {
            String suggestion = suggestion(word, commands);
            return "`" + name + "` has no command " + word
                    + (suggestion.isEmpty() ? suggestionOfGroups(word, command) : suggestion);
        }
        return "`" + name + "` takes no further argument"
                + words.stream().map(extra -> " '" + extra + "'").collect(Collectors.joining());
    }

    /** Suggests a subcommand whose group the user left out. */
    private static String suggestionOfGroups(String word, CommandSpec command) {
        Set<CommandSpec> below = command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .flatMap(group -> group.subcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .filter(subcommand -> !subcommand.name().equals("help"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> names = below.stream().map(CommandSpec::name).collect(Collectors.toSet());
        return NearestName.to(word, names)
                .map(nearest -> below.stream()
                        .filter(subcommand -> subcommand.name().equals(nearest))
                        .map(subcommand -> "`" + subcommand.qualifiedName() + "`")
                        .collect(Collectors.joining(" or ", "; did you mean ", "?")))
                .orElse("");
    }

    private static String suggestion(String word, Set<String> known) {
        String bare = word.replaceFirst("=.*", "");
        Optional<String> nearest = NearestName.to(bare, known);
        return nearest.map(name -> "; did you mean " + name + "?").orElse("");
    }
}
