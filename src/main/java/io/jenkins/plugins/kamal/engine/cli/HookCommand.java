package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.RunHook;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code hook NAME}, which Kamal does not have. */
@Command(name = "hook", description = "Runs one hook with the environment it has in a deploy.")
final class HookCommand implements Callable<Integer> {

    @ParentCommand
    private KamalCommand kamal;

    @Parameters(paramLabel = "NAME", description = "Its name, as the file in .kamal/hooks")
    private String name;

    @Override
    public Integer call() {
        return new EngineRun(kamal.options(), Task.of("hook").ofCheckout())
                .run(session -> new RunHook(session).run(name));
    }
}
