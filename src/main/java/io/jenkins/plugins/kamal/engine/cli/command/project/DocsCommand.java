package io.jenkins.plugins.kamal.engine.cli.command.project;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.config.dump.ConfigurationDocs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code docs}: prints the reference on which validation is based. It needs no project. */
@Command(name = "docs", description = "Prints the configuration reference.")
public final class DocsCommand extends TopLevelCommand {

    @Spec
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SECTION",
            description = "A section of the reference, such as proxy or accessory; the default is the root")
    private String section = ConfigurationDocs.ROOT;

    @Override
    public Integer call() {
        String text = ConfigurationDocs.of(section)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no section " + section + "; there are "
                                + String.join(", ", ConfigurationDocs.names())));
        return new EngineRun(options(), CommandTask.of("docs")).print(text);
    }
}
