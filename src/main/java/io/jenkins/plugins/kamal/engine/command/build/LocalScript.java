package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.shell.Command;

/** Shell text for this machine, on which commands run without a shell. */
final class LocalScript {

    private LocalScript() {}

    /** {@code sh -c} with this command. */
    static Command of(Command command) {
        return Command.of("sh", "-c").withShellTextOf(command);
    }
}
