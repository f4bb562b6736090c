package io.jenkins.plugins.kamal.engine.cli.command;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help [COMMAND…]}, for the whole program and for each group, as in Thor. */
@Command(name = "help", description = "Prints this help, or the help of a command.")
public final class HelpCommand implements Callable<Integer> {

    @Spec
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command")
    private List<String> path = List.of();

    @Override
    public Integer call() {
        CommandLine about = spec.parent().commandLine();
        for (String word : path) {
            CommandLine below = about.getSubcommands().get(word);
            if (below == null) {
                throw new ParameterException(
                        about,
                        "There is no command " + word + " in "
                                + about.getCommandSpec().qualifiedName());
            }
            about = below;
        }
        KamalCommand kamal = (KamalCommand) spec.root().userObject();
        return new EngineRun(kamal.options(), CommandTask.of("help")).print(about.getUsageMessage());
    }
}
