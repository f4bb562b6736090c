package io.jenkins.plugins.kamal.engine.lab.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** One command line of an SSH client, run by the real {@code /bin/sh} in a server's home. */
final class ShellCommand implements Command {

    private final EmbeddedServer server;
    private final String line;
    private final Executor threads;
    private InputStream stdin;
    private OutputStream stdout;
    private OutputStream stderr;
    private ExitCallback callback;

    ShellCommand(EmbeddedServer server, String line, Executor threads) {
        this.server = server;
        this.line = line;
        this.threads = threads;
    }

    @Override
    public void setInputStream(InputStream in) {
        stdin = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        stdout = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        stderr = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        this.callback = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        server.record(line);
        threads.execute(() -> run(channel));
    }

    /** A client that goes away does not end its command: a real server without a terminal lets it go on, too. */
    @Override
    public void destroy(ChannelSession channel) {
        // nothing to do: the server ends what still runs when it is closed
    }

    private void run(ChannelSession channel) {
        try {
            Thread.sleep(server.faults().latency().toMillis());
            Process process = server.start(line);
            if (server.faults().drops(line)) {
                channel.getSession().close(true);
            }
            threads.execute(() -> feed(process));
            CompletableFuture<Void> errors =
                    CompletableFuture.runAsync(() -> copy(process.getErrorStream(), stderr), threads);
            copy(process.getInputStream(), stdout);
            errors.join();
            callback.onExit(process.waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            callback.onExit(127, e.getMessage());
        }
    }

    private void feed(Process process) {
        try (OutputStream target = process.getOutputStream()) {
            byte[] buffer = new byte[8192];
            for (int count = stdin.read(buffer); count >= 0; count = stdin.read(buffer)) {
                target.write(buffer, 0, count);
                target.flush();
            }
        } catch (IOException e) {
            // The command ended without reading all of its input, or the client is gone; either is its own affair.
            Thread.yield();
        }
    }

    private static void copy(InputStream source, OutputStream target) {
        boolean connected = true;
        try (source) {
            byte[] buffer = new byte[8192];
            for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                connected = connected && write(target, buffer, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the client still listens; a command whose client is gone goes on. */
    private static boolean write(OutputStream target, byte[] buffer, int count) {
        try {
            target.write(buffer, 0, count);
            target.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
