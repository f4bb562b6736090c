package io.jenkins.plugins.kamal.engine.cli.command.deploy;

import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.option.ConfirmOption;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.RemoveAll;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code remove}. */
@Command(name = "remove", description = "Removes the app, the proxy and the accessories, and logs out of the registry.")
public final class RemoveCommand extends TopLevelCommand {

    @Mixin
    private final ConfirmOption confirmed = new ConfirmOption();

    @Option(
            names = "--accessories",
            negatable = true,
            description = "Also remove the accessories when a destination is given")
    private boolean accessories;

    @Override
    public Integer call() {
        return new EngineRun(options(), CommandTask.of("remove")).run(session -> confirmed
                .at(session)
                .then("This will remove all containers and images.", () -> new RemoveAll(session, accessories).run()));
    }
}
