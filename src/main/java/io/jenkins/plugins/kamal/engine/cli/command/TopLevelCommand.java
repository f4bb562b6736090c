package io.jenkins.plugins.kamal.engine.cli.command;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.run.GlobalOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/** A command directly below {@code kamal}, which knows the options that all commands have. */
public abstract class TopLevelCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private KamalCommand kamal;

    /** The options that all commands have. */
    protected final GlobalOptions options() {
        return kamal.options();
    }
}
