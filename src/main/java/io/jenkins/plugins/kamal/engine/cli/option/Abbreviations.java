package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** Completes the beginning of a command's name if exactly one command begins that way, as Thor does. */
public final class Abbreviations {

    /** Commands that Kamal does not have. They do not make an abbreviation ambiguous that Kamal understands. */
    private static final Set<String> NOT_KAMALS = Set.of("hook", "plan", "promote", "run-version", "status");

    private Abbreviations() {}

    /** The command line with the names of its command and subcommand completed. */
    public static List<String> expand(CommandLine commandLine, List<String> words) {
        List<String> expanded = new ArrayList<>(words);
        CommandLine group = commandLine;
        for (int at = 0; at < words.size() && !group.getSubcommands().isEmpty(); at++) {
            String word = whole(group.getSubcommands(), words.get(at));
            expanded.set(at, word);
            CommandLine next = group.getSubcommands().get(word);
            if (next == null) {
                break;
            }
            group = next;
        }
        return expanded;
    }

    /** The full name of a command; the word itself if it is already a name, is an option, or begins no name. */
    private static String whole(Map<String, CommandLine> commands, String word) {
        if (commands.containsKey(word) || word.isEmpty() || word.startsWith("-")) {
            return word;
        }
        List<String> names = commands.entrySet().stream()
                .filter(command -> command.getKey().startsWith(word))
                .map(command -> command.getValue().getCommandName())
                .distinct()
                .sorted()
                .toList();
        if (names.size() > 1) {
            List<String> kamals =
                    names.stream().filter(name -> !NOT_KAMALS.contains(name)).toList();
            names = kamals.isEmpty() ? names : kamals;
        }
        if (names.size() > 1) {
            throw new DeployException(
                    Topic.COMMAND_LINE,
                    "`" + word + "` can be " + String.join(", ", names)
                            + "; write enough of the name to tell them apart");
        }
        return names.isEmpty() ? word : names.get(0);
    }
}
