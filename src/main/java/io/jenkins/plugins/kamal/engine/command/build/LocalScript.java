package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.shell.Command;

/** Shell text for this machine, where commands run without a shell unless they are one. */
final class LocalScript {

    private LocalScript() {}

    /** {@code sh -c} with this command. */
    static Command of(Command command) {
        return Command.of("sh", "-c").withShellTextOf(command);
    }
}
