package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.RemoveAll;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code remove}. */
@Command(name = "remove", description = "Removes the app, the proxy, the accessories and the login at the registry.")
final class RemoveCommand implements Callable<Integer> {

    @ParentCommand
    private KamalCommand kamal;

    @Mixin
    private Confirmed confirmed;

    @Option(names = "--accessories", description = "The accessories too, where a destination is named")
    private boolean accessories;

    @Override
    public Integer call() {
        return new EngineRun(kamal.options(), Task.of("remove")).run(session -> confirmed
                .at(session)
                .then("This will remove all containers and images.", () -> new RemoveAll(session, accessories).run()));
    }
}
