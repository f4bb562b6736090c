package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.OverSsh;
import io.jenkins.plugins.kamal.engine.shell.Command;

/** Commands on a server that a person watches or types into, through this machine's own {@code ssh}. */
final class AtTerminal {

    private final Session session;

    AtTerminal(Session session) {
        this.session = session;
    }

    /** Throws a {@link DeployException} where there is no terminal; what else could not be done then, is named. */
    void require(String instead) {
        if (!session.terminal().isThere()) {
            throw new DeployException("`kamal " + session.request().title()
                    + " --interactive` needs a terminal, and there is none here; " + instead);
        }
    }

    /** Runs a command with a terminal on the server. */
    void interact(String host, Command command) {
        run(host, command, true);
    }

    /** Runs a command whose output is printed as it comes. */
    void watch(String host, Command command) {
        run(host, command, session.terminal().isThere());
    }

    private void run(String host, Command command, boolean terminal) {
        session.beforeConnecting();
        Command ssh = OverSsh.of(session.configuration().ssh(), host, command, terminal);
        session.journal().info("    " + ssh);
        int status = session.terminal().run(ssh);
        if (status != 0) {
            throw new DeployException(host + ": `" + command + "` ended with exit status " + status, status, null);
        }
    }
}
