package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.cli.command.KamalCommand;
import io.jenkins.plugins.kamal.engine.cli.option.Abbreviations;
import io.jenkins.plugins.kamal.engine.cli.option.Aliases;
import io.jenkins.plugins.kamal.engine.cli.option.CommandLineRules;
import io.jenkins.plugins.kamal.engine.cli.run.EarlyFailure;
import io.jenkins.plugins.kamal.engine.cli.run.Failure;
import io.jenkins.plugins.kamal.engine.cli.run.GlobalOptions;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.protocol.JsonAhead;
import io.jenkins.plugins.kamal.engine.version.git.JGit;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The engine as a program. */
public final class Main {

    private static final String EXEC = "exec";
    private static final String HELP = "help";

    private static final Set<String> NOT_ALIASES =
            Stream.concat(TopLevelCommands.NAMES.stream(), Stream.of("--help")).collect(Collectors.toUnmodifiableSet());

    private Main() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(ProcessContext.ofThisProcess(), arguments));
    }

    /** Runs a command; returns its exit status. */
    public static int run(ProcessContext process, String... arguments) {
        // Libraries log through slf4j to java.util.logging; what a person needs to know is in the engine's own log.
        Logger.getLogger("").setLevel(Level.SEVERE);
        JGit.leaveMachineAlone();
        if (Arrays.asList(arguments).contains(GlobalOptions.INVOCATION)) {
            JsonAhead.begin();
        }
        try {
            List<String> line = checked(process, arguments);
            PluginOptions plugin = PluginOptions.of(line);
            List<String> written = line.subList(plugin.words().size(), line.size());
            List<String> words = new Aliases(process, NOT_ALIASES).expand(written);
            CommandLine commandLine = commandLine(process, commandsFor(words));
            List<String> whole = Abbreviations.expand(commandLine, words);
            plugin.requireVersionOfRun(written, whole);
            return commandLine.execute(
                    Stream.concat(plugin.words().stream(), whole.stream()).toArray(String[]::new));
        } catch (RuntimeException | Error e) {
            return new EarlyFailure(process, List.of(arguments)).tell(Failure.of(e));
        }
    }

    private static List<String> checked(ProcessContext process, String... arguments) {
        if (Arrays.stream(arguments).anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new EngineException(
                    Topic.COMMAND_LINE, "An argument holds a NUL character, which no program can be given; remove it");
        }
        process.parent().requireEnd();
        return List.of(arguments);
    }

    /** The command that the line begins with; all commands if the line has to be completed, explained or refused. */
    private static List<String> commandsFor(List<String> words) {
        boolean isKnown = !words.isEmpty()
                && TopLevelCommands.NAMES.contains(words.get(0))
                && !words.get(0).equals(HELP);
        return isKnown ? List.of(words.get(0)) : TopLevelCommands.NAMES;
    }

    /** The command line with all its commands. */
    static CommandLine commandLine(ProcessContext process) {
        return commandLine(process, TopLevelCommands.NAMES);
    }

    /** The command line with some of its commands. */
    static CommandLine commandLine(ProcessContext process, List<String> commands) {
        CommandLine root = new CommandLine(new KamalCommand(process));
        commands.forEach(name -> root.addSubcommand(TopLevelCommands.named(name)));
        CommandLine commandLine = CommandLineRules.apply(root)
                .setOut(writer(process.out()))
                .setErr(writer(process.err()))
                .setHelpFactory(HelpPage::new)
                .setParameterExceptionHandler(
                        (e, words) -> new EarlyFailure(process, List.of(words)).tell(UsageError.of(e)))
                .setExecutionExceptionHandler(
                        (e, command, result) -> new EarlyFailure(process, result.originalArgs()).tell(Failure.of(e)));
        commandLine.getSubcommands().values().forEach(Main::leaveOptionsToOtherPrograms);
        return commandLine;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** An option that is not ours belongs to the other program, as in {@code server exec ls -la}. */
    private static void leaveOptionsToOtherPrograms(CommandLine group) {
        CommandLine exec = group.getSubcommands().get(EXEC);
        if (exec != null) {
            exec.setUnmatchedOptionsArePositionalParams(true);
        }
    }
}
