package io.jenkins.plugins.kamal.engine.cli.command;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only groups subcommands, such as {@code app}. */
@Command(subcommands = HelpCommand.class)
public abstract class CommandGroup extends TopLevelCommand {

    @Spec
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private CommandSpec spec;

    @Override
    public final Integer call() {
        throw new ParameterException(spec.commandLine(), "Which command? See kamal " + spec.name() + " --help");
    }

    /** The run of a subcommand of this group. */
    protected final EngineRun engine(String subcommand) {
        return new EngineRun(options(), task(subcommand));
    }

    /** A subcommand of this group. */
    public final CommandTask task(String subcommand) {
        return CommandTask.of(spec.name(), subcommand);
    }

    /** Runs a subcommand and returns its exit status. */
    protected final int run(String subcommand, Consumer<Session> work) {
        return run(task(subcommand), work);
    }

    /** Runs a subcommand and returns its exit status. */
    public final int run(CommandTask task, Consumer<Session> work) {
        return new EngineRun(options(), task).run(work);
    }
}
