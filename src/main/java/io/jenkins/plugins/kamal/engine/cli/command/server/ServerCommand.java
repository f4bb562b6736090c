package io.jenkins.plugins.kamal.engine.cli.command.server;

import io.jenkins.plugins.kamal.engine.cli.command.CommandGroup;
import io.jenkins.plugins.kamal.engine.cli.option.AnyText;
import io.jenkins.plugins.kamal.engine.cli.option.ExecOption;
import io.jenkins.plugins.kamal.engine.deploy.Bootstrap;
import io.jenkins.plugins.kamal.engine.deploy.ServerExec;
import io.jenkins.plugins.kamal.engine.deploy.run.ExecOptions;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code server …}. */
@Command(name = "server", description = "Manages the servers.")
public final class ServerCommand extends CommandGroup {

    @Command(name = "exec", description = "Runs a command on the servers.")
    int exec(
            @Mixin ExecOption choice,
            @Parameters(
                            arity = "1..*",
                            paramLabel = "COMMAND",
                            converter = AnyText.class,
                            description = "The command, as shell text")
                    List<String> words) {
        ExecOptions options = choice.options(false, false, Map.of());
        return run(
                task("exec").raw(choice.raw()),
                session -> new ServerExec(session, ExecOption.command(words), options).run());
    }

    @Command(name = "bootstrap", description = "Installs Docker where it is missing.")
    int bootstrap() {
        return run("bootstrap", session -> new Bootstrap(session).run());
    }
}
