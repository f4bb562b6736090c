package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.Session;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that is nothing without a subcommand. */
abstract class CommandGroup implements Callable<Integer> {

    @ParentCommand
    private KamalCommand kamal;

    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() {
        throw new ParameterException(spec.commandLine(), "Which command? See kamal " + spec.name() + " --help");
    }

    /** A subcommand of this group. */
    final Task task(String subcommand) {
        return Task.of(spec.name(), subcommand);
    }

    /** Does a subcommand's work; gives the exit status. */
    final int run(String subcommand, Consumer<Session> work) {
        return run(task(subcommand), work);
    }

    /** Does a subcommand's work; gives the exit status. */
    final int run(Task task, Consumer<Session> work) {
        return new EngineRun(kamal.options(), task).run(work);
    }
}
