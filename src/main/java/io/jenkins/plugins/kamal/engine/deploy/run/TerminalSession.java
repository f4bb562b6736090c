package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Screen;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Commands on a server that a person watches or types into. They go through the same connection, with the same keys and
 * host keys, as everything else; Kamal starts the program {@code ssh} for them.
 */
public final class TerminalSession {

    private final Session session;

    public TerminalSession(Session session) {
        this.session = session;
    }

    /** Throws a {@link DeployException} where there is no terminal; what else could not be done then, is named. */
    public void require(String instead) {
        if (!session.terminal().isThere()) {
            throw new DeployException("`kamal " + session.request().title()
                    + " --interactive` needs a terminal, and there is none here; " + instead);
        }
    }

    /** Runs a command with the person's terminal. */
    public void interact(Host host, Command command) {
        session.servers().connect(List.of(host));
        session.log().info(host, command.toString());
        require(host, command, session.terminal().withScreen(screen -> attach(host, command, screen)));
    }

    /** Runs a command whose output is printed line by line as it comes, without any secret. */
    public void watch(Host host, Command command) {
        session.log().info(host, command.toString());
        LogScreen screen = new LogScreen(session.log()::important);
        int status = attach(host, command, screen);
        screen.end();
        require(host, command, status);
    }

    private int attach(Host host, Command command, Screen screen) {
        CompletableFuture<Integer> status =
                session.servers().attach(host, command, screen, session.stop().asked());
        return session.stop().interruptibly("`" + command + "` on " + host, () -> {
            try {
                return status.get();
            } catch (ExecutionException e) {
                session.stop().check("during `" + command + "` on " + host);
                throw ServerCommandRunner.failure(List.of(ServerCommandRunner.cause(e.getCause())));
            }
        });
    }

    private static void require(Host host, Command command, int status) {
        if (status != 0) {
            throw new DeployException(host + ": `" + command + "` ended with exit status " + status, status, null);
        }
    }
}
