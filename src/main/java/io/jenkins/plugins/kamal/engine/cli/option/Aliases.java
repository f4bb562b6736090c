package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.cli.run.GlobalOptions;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.config.load.ConfigurationLoader;
import io.jenkins.plugins.kamal.engine.config.template.ErbTemplates;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.ruby.Shellwords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * The names that the configuration defines for commands ({@code lib/kamal/cli/alias/command.rb}). Kamal completes an
 * abbreviated command ({@code ver} for {@code version}) before it looks for an alias; here the alias comes first.
 */
public final class Aliases {

    private final ProcessContext process;
    private final Set<String> commands;

    /** Looks for aliases in the project's configuration. {@code commands} are the names that no alias replaces. */
    public Aliases(ProcessContext process, Set<String> commands) {
        this.process = process;
        this.commands = commands;
    }

    /** The command line with the command of an alias in place of a leading alias. */
    public List<String> expand(List<String> arguments) {
        List<String> expanded = arguments;
        Set<String> seen = new HashSet<>();
        while (mayBeAlias(expanded)) {
            String name = expanded.get(0);
            String command = all(expanded).get(name);
            if (command == null) {
                return expanded;
            }
            if (!seen.add(name)) {
                throw new DeployException(
                        Topic.COMMAND_LINE,
                        "The alias " + name + " stands for itself (key aliases of the configuration)");
            }
            List<String> words = new ArrayList<>(Shellwords.split(command)
                    .orElseThrow(() -> new DeployException(
                            Topic.COMMAND_LINE,
                            "A quote is not closed in the alias `" + command + "`; add the missing quote")));
            words.addAll(expanded.subList(1, expanded.size()));
            expanded = words;
        }
        return expanded;
    }

    private boolean mayBeAlias(List<String> arguments) {
        return !arguments.isEmpty() && !arguments.get(0).startsWith("-") && !commands.contains(arguments.get(0));
    }

    private Map<String, String> all(List<String> arguments) {
        OptionsOnly line = new OptionsOnly(process);
        Path directory = process.directory();
        try {
            CommandLineRules.apply(new CommandLine(line))
                    .setUnmatchedArgumentsAllowed(true)
                    .parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException told) {
            // The parser of the whole command line explains the error better.
            return Map.of();
        }
        if (!Files.exists(directory.resolve(line.options.configFile()))) {
            return Map.of();
        }
        return new ConfigurationLoader(directory, new ErbTemplates(directory, process.environment()))
                .load(line.options.configFile(), line.options.destination().orElse(null))
                .commands()
                .aliases();
    }

    /** Reads the options only. The rest of the command line is parsed by the command itself. */
    @Command
    private static final class OptionsOnly {

        @Mixin
        private final GlobalOptions options;

        OptionsOnly(ProcessContext process) {
            options = new GlobalOptions(process);
        }
    }
}
