package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The beginning of a command's name for the command where only one begins so, as Thor has it. */
public final class Abbreviations {

    private Abbreviations() {}

    /** The command line with whole names for its command and subcommand, if it begins with them. */
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

    /** The word as it is where it is a name already, an option, or the beginning of nothing. */
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
            throw new DeployException(
                    Topic.COMMAND_LINE,
                    "`" + word + "` can be " + String.join(", ", names) + "; write as much as tells them apart");
        }
        return names.isEmpty() ? word : names.get(0);
    }
}
