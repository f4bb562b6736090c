package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.Bootstrap;
import io.jenkins.plugins.kamal.engine.deploy.ServerExec;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code server …}. */
@Command(name = "server", description = "Handles the servers themselves.")
final class ServerCommand extends CommandGroup {

    @Command(name = "exec", description = "Runs a command on the servers.")
    int exec(@Mixin ExecChoice choice) {
        return run(
                task("exec").raw(choice.raw()),
                session -> new ServerExec(session, choice.command(), choice.options(false, false, Map.of())).run());
    }

    @Command(name = "bootstrap", description = "Installs Docker where it is missing.")
    int bootstrap() {
        return run("bootstrap", session -> new Bootstrap(session).run());
    }
}
