package io.jenkins.plugins.kamal.engine.shell.ssh.tunnel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * A local process whose input and output are the connection to a server's sshd. Its pipes can only be read and written
 * by blocking calls, so each tunnel has two threads.
 */
final class CommandTunnel implements Tunnel {

    private static final int PIECE = 32 * 1024;

    private final String command;
    private final Host host;
    private final ExecutorService writer;

    @CheckForNull
    private volatile Process process;

    CommandTunnel(String command, Host host) {
        this.command = command;
        this.host = host;
        this.writer = Executors.newSingleThreadExecutor(work -> daemon("writer", work));
    }

    @Override
    public CompletableFuture<Void> open(Receiver receiver) {
        try {
            Process started = new ProcessBuilder(List.of("/bin/sh", "-c", "exec " + command))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process = started;
            daemon("reader", () -> read(started.getInputStream(), receiver)).start();
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void write(Buffer bytes, Consumer<Throwable> written) {
        writer.execute(() -> {
            try {
                OutputStream input = Objects.requireNonNull(process, "no data before the tunnel is open")
                        .getOutputStream();
                input.write(bytes.array(), bytes.rpos(), bytes.available());
                input.flush();
                Tunnel.succeed(written);
            } catch (IOException e) {
                written.accept(e);
            }
        });
    }

    @Override
    public void close() {
        Process started = process;
        if (started != null) {
            started.descendants().forEach(ProcessHandle::destroy);
            started.destroy();
        }
        writer.shutdown();
    }

    private static void read(InputStream output, Receiver receiver) {
        byte[] buffer = new byte[PIECE];
        try {
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                receiver.received(buffer, 0, count);
            }
        } catch (IOException e) {
            // The process has ended. The session learns of it below.
        } finally {
            receiver.ended();
        }
    }

    private Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "ssh-proxy-command " + host + " " + name);
        thread.setDaemon(true);
        return thread;
    }
}
