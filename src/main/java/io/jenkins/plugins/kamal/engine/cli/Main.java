package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.cli.command.KamalCommand;
import io.jenkins.plugins.kamal.engine.cli.option.Abbreviations;
import io.jenkins.plugins.kamal.engine.cli.option.Aliases;
import io.jenkins.plugins.kamal.engine.cli.run.Failure;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.version.git.JGit;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where the engine begins as a program. */
public final class Main {

    private static final String EXEC = "exec";

    private Main() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(ProcessContext.ofThisProcess(), arguments));
    }

    /** Runs a command; gives its exit status. */
    public static int run(ProcessContext surroundings, String... arguments) {
        // Libraries log through slf4j to java.util.logging; what a person needs to know is in the engine's own log.
        Logger.getLogger("").setLevel(Level.SEVERE);
        JGit.leaveMachineAlone();
        CommandLine commandLine = commandLine(surroundings);
        try {
            surroundings.caller().requireEnd();
            List<String> expanded =
                    new Aliases(surroundings, Aliases.commandNames(commandLine)).expand(List.of(arguments));
            return commandLine.execute(
                    Abbreviations.expand(commandLine, expanded).toArray(String[]::new));
        } catch (RuntimeException e) {
            return Failure.of(e).tell(new Redactor(), surroundings.err());
        }
    }

    /** The command line with all its commands. */
    static CommandLine commandLine(ProcessContext surroundings) {
        CommandLine commandLine = new CommandLine(new KamalCommand(surroundings))
                .setOut(writer(surroundings.out()))
                .setErr(writer(surroundings.err()))
                // The last one counts, as for whoever adds options to an alias.
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(Main::misunderstood);
        commandLine.getSubcommands().values().forEach(Main::leaveOptionsToOtherPrograms);
        return commandLine;
    }

    /** What is wrong with the words, and then, for a group without a command, which commands there are. */
    private static int misunderstood(ParameterException e, String[] words) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("ERROR: " + e.getMessage());
        if (command.getSubcommands().isEmpty()) {
            err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        } else {
            command.usage(err);
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** {@code server exec ls -la}: what is no option of ours is one of the other program. */
    private static void leaveOptionsToOtherPrograms(CommandLine group) {
        CommandLine exec = group.getSubcommands().get(EXEC);
        if (exec != null) {
            exec.setUnmatchedOptionsArePositionalParams(true);
        }
    }
}
