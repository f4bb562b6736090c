package io.jenkins.plugins.kamal.engine.cli.command.server;

import io.jenkins.plugins.kamal.engine.cli.command.CommandGroup;
import io.jenkins.plugins.kamal.engine.deploy.lock.LockOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lock …}. */
@Command(name = "lock", description = "Manages the deploy lock.")
public final class LockCommand extends CommandGroup {

    @Command(name = "acquire", description = "Acquires the lock.")
    int acquire(
            @Option(
                            names = {"-m", "--message"},
                            required = true,
                            paramLabel = "TEXT",
                            description = "The reason, which the lock status shows")
                    String message) {
        return run("acquire", session -> new LockOperations(session).acquire(message));
    }

    @Command(name = "release", description = "Releases the lock, whoever holds it.")
    int release() {
        return run("release", session -> new LockOperations(session).release());
    }

    @Command(name = "status", description = "Prints who holds the lock.")
    int status() {
        return run("status", session -> new LockOperations(session).status());
    }
}
