package io.jenkins.plugins.kamal.engine.shell.ssh.terminal;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Screen;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.common.util.io.output.NoCloseOutputStream;

/** Runs one command on a server, with a terminal of its own. The command ends with the terminal. */
public final class TerminalChannel {

    /** The server's terminal leaves the line ends of the command as they are, and echoes nothing. */
    private static final Map<PtyMode, Integer> PLAIN = Map.of(PtyMode.ECHO, 0, PtyMode.OPOST, 0);

    /** Stands for the exit status of a command that a signal has ended; a shell makes one up in this case, too. */
    private static final int ENDED_BY_SIGNAL = 255;

    private final Host host;
    private final ClientSession session;
    private final Command command;
    private final Screen screen;
    private final Executor executor;
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    public TerminalChannel(Host host, ClientSession session, Command command, Screen screen, Executor executor) {
        this.host = host;
        this.session = session;
        this.command = command;
        this.screen = screen;
        this.executor = executor;
    }

    /** Starts the command. The future completes with the exit status. */
    public CompletableFuture<Integer> open(CompletableFuture<Void> gone) {
        try {
            ChannelExec channel = session.createExecChannel(line(), terminal(), Map.of());
            channel.setUsePty(true);
            screen.keys().ifPresent(channel::setIn);
            channel.setOut(new NoCloseOutputStream(screen.picture()));
            channel.setErr(new NoCloseOutputStream(screen.picture()));
            channel.addCloseFutureListener(closed -> end(channel));
            channel.open().addListener(open -> opened(open, channel));
            gone.thenRun(() -> channel.close(false));
        } catch (IOException | RuntimeException e) {
            status.completeExceptionally(lost(e));
        }
        return status;
    }

    /**
     * The login shell may not be a POSIX shell, so a text that differs from Kamal's is passed to it as a single word.
     */
    private String line() {
        String text = command.wireText();
        return text.equals(command.shellText()) ? text : "exec /bin/sh -c " + Command.quote(text);
    }

    private PtyChannelConfiguration terminal() {
        PtyChannelConfiguration terminal = new PtyChannelConfiguration();
        Screen.Size size = screen.size();
        terminal.setPtyType(screen.kind());
        terminal.setPtyColumns(size.columns());
        terminal.setPtyLines(size.rows());
        if (screen.keys().isEmpty()) {
            terminal.setPtyModes(PLAIN);
        }
        return terminal;
    }

    private void opened(OpenFuture open, ChannelExec channel) {
        if (!open.isOpened()) {
            status.completeExceptionally(lost(open.getException()));
            return;
        }
        screen.onResize(size -> resize(channel, size));
    }

    private static void resize(ChannelExec channel, Screen.Size size) {
        try {
            channel.sendWindowChange(size.columns(), size.rows());
        } catch (IOException e) {
            // The connection is lost. The future with the exit status says so.
            channel.close(true);
        }
    }

    private void end(ChannelExec channel) {
        Optional<Integer> exit = Optional.ofNullable(channel.getExitStatus())
                .or(() -> Optional.ofNullable(channel.getExitSignal()).map(signal -> ENDED_BY_SIGNAL));
        executor.execute(() -> exit.ifPresentOrElse(status::complete, () -> status.completeExceptionally(lost(null))));
    }

    private ServerUnreachableException lost(Throwable cause) {
        return new ServerUnreachableException(
                host,
                host + ": the connection ended while `" + command + "` ran"
                        + (cause == null ? "" : " (" + cause.getMessage() + ")"),
                cause);
    }
}
