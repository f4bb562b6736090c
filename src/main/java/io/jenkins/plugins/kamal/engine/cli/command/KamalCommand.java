package io.jenkins.plugins.kamal.engine.cli.command;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.run.GlobalOptions;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
        name = "kamal",
        description = "Builds, pushes and deploys containers the way Kamal 2 does.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:The command succeeded.",
            "1:The command failed, or one of its hooks did; the last lines say why.",
            "2:The command line is not valid; nothing was done.",
            "130:The command was stopped and has finished or undone its current work.",
            "143:The same, after SIGTERM."
        })
public final class KamalCommand implements Callable<Integer> {

    @Mixin
    private final GlobalOptions options;

    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help")
    private boolean help;

    @Spec
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private CommandSpec spec;

    public KamalCommand(ProcessContext process) {
        options = new GlobalOptions(process);
    }

    public GlobalOptions options() {
        return options;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which command? See kamal --help");
    }
}
