package io.jenkins.plugins.kamal.engine.cli.command.deploy;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.hook.RunHook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hook NAME}, which Kamal does not have. */
@Command(name = "hook", description = "Runs one hook with the same environment as in a deploy.")
public final class HookCommand extends TopLevelCommand {

    @Parameters(paramLabel = "NAME", description = "The name of the hook's file in .kamal/hooks")
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command, and refuses a command line without it")
    private String name;

    @Override
    public Integer call() {
        return new EngineRun(options(), CommandTask.of("hook").ofCheckout())
                .run(session -> new RunHook(session).run(name));
    }
}
