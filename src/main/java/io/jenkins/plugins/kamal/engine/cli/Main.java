package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.cli.command.KamalCommand;
import io.jenkins.plugins.kamal.engine.cli.option.Abbreviations;
import io.jenkins.plugins.kamal.engine.cli.option.Aliases;
import io.jenkins.plugins.kamal.engine.cli.option.CommandLineRules;
import io.jenkins.plugins.kamal.engine.cli.run.EarlyFailure;
import io.jenkins.plugins.kamal.engine.cli.run.Failure;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.version.git.JGit;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** The engine as a program. */
public final class Main {

    private static final String EXEC = "exec";

    private Main() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(ProcessContext.ofThisProcess(), arguments));
    }

    /** Runs a command; gives its exit status. */
    public static int run(ProcessContext process, String... arguments) {
        // Libraries log through slf4j to java.util.logging; what a person needs to know is in the engine's own log.
        Logger.getLogger("").setLevel(Level.SEVERE);
        JGit.leaveMachineAlone();
        CommandLine commandLine = commandLine(process);
        try {
            return commandLine.execute(words(process, commandLine, arguments).toArray(String[]::new));
        } catch (RuntimeException | Error e) {
            return new EarlyFailure(process, List.of(arguments)).tell(Failure.of(e));
        }
    }

    private static List<String> words(ProcessContext process, CommandLine commandLine, String... arguments) {
        if (Arrays.stream(arguments).anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new EngineException("An argument holds a NUL character, which no program can be given; remove it");
        }
        process.caller().requireEnd();
        List<String> expanded = new Aliases(process, Aliases.commandNames(commandLine)).expand(List.of(arguments));
        return Abbreviations.expand(commandLine, expanded);
    }

    /** The command line with all its commands. */
    static CommandLine commandLine(ProcessContext process) {
        CommandLine commandLine = CommandLineRules.apply(new CommandLine(new KamalCommand(process)))
                .setOut(writer(process.out()))
                .setErr(writer(process.err()))
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

    /** {@code server exec ls -la}: an option that is not ours belongs to the other program. */
    private static void leaveOptionsToOtherPrograms(CommandLine group) {
        CommandLine exec = group.getSubcommands().get(EXEC);
        if (exec != null) {
            exec.setUnmatchedOptionsArePositionalParams(true);
        }
    }
}
