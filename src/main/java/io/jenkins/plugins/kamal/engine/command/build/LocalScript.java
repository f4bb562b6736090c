package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.shell.Command;

/** Runs shell text on this machine, where other commands run without a shell. */
final class LocalScript {

    private LocalScript() {}

    /** Returns {@code sh -c} with this command. */
    static Command of(Command command) {
        return Command.of("sh", "-c").withShellTextOf(command);
    }
}
