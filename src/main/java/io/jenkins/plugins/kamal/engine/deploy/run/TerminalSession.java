package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Screen;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Runs commands on a server that a user watches or types into. The commands use the connection of the run, with the
 * same keys and host keys; Kamal starts the program {@code ssh} for such commands.
 */
public final class TerminalSession {

    private final Session session;

    public TerminalSession(Session session) {
        this.session = session;
    }

    /**
     * Throws a {@link DeployException} if there is no terminal.
     *
     * @param instead what to do without a terminal
     */
    public void require(String instead) {
        if (!session.terminal().isThere()) {
            throw new DeployException(
                    Topic.COMMAND_LINE,
                    "`kamal " + session.request().title() + " --interactive` needs a terminal, and there is none here; "
                            + instead);
        }
    }

    /** Runs a command with the user's terminal. */
    public void interact(Host host, Command command) {
        session.servers().connect(List.of(host));
        session.log().begins(host, command);
        require(host, command, session.terminal().withScreen(screen -> attach(host, command, screen)));
    }

    /** Runs a command and prints its output line by line, without secrets. */
    public void watch(Host host, Command command) {
        session.log().begins(host, command);
        LogScreen screen = new LogScreen(session.log().redactor()::redact, session.log()::important);
        int status = attach(host, command, screen);
        screen.end();
        require(host, command, status);
    }

    /**
     * Passes on each line that a command on a host prints, until the future {@code end} completes; then the command is
     * ended. Completes with the exit status if the command ends by itself, and exceptionally otherwise.
     */
    public CompletableFuture<Integer> follow(
            Host host, Command command, Consumer<String> lines, CompletableFuture<Void> end) {
        session.log().begins(host, command);
        return session.servers().attach(host, command, new LogScreen(UnaryOperator.identity(), lines), end);
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
            throw new DeployException(
                    Topic.COMMAND_LINE, host + ": `" + command + "` ended with exit status " + status, status, null);
        }
    }
}
