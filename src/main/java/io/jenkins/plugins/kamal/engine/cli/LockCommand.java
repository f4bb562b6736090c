package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.LockByHand;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lock …}. */
@Command(name = "lock", description = "Handles the deploy lock.")
final class LockCommand implements Callable<Integer> {

    @ParentCommand
    private KamalCommand kamal;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "What about the lock? See kamal lock --help");
    }

    @Command(name = "acquire", description = "Takes the lock.")
    int acquire(
            @Option(
                            names = {"-m", "--message"},
                            required = true,
                            paramLabel = "TEXT",
                            description = "Why")
                    String message) {
        return run("acquire", lock -> lock.acquire(message));
    }

    @Command(name = "release", description = "Gives the lock back, whoever has it.")
    int release() {
        return run("release", LockByHand::release);
    }

    @Command(name = "status", description = "Tells who has the lock.")
    int status() {
        return run("status", LockByHand::status);
    }

    private int run(String subcommand, Consumer<LockByHand> work) {
        return new EngineRun(kamal.options(), "lock", Optional.of(subcommand))
                .run(session -> work.accept(new LockByHand(session)));
    }
}
