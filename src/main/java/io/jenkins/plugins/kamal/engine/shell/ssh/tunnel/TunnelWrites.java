package io.jenkins.plugins.kamal.engine.shell.ssh.tunnel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.EOFException;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;

/** Writes buffers to a tunnel one after the other, in their order. */
final class TunnelWrites {

    private final SocketAddress server;
    private final Tunnel tunnel;
    private final Runnable close;
    private final Deque<Write> waiting = new ArrayDeque<>();

    /**
     * The writes to a tunnel.
     *
     * @param close runs when a write fails
     */
    TunnelWrites(SocketAddress server, Tunnel tunnel, Runnable close) {
        this.server = server;
        this.tunnel = tunnel;
        this.close = close;
    }

    /** Writes a buffer after those that are already waiting. */
    IoWriteFuture add(Buffer buffer, boolean closing) {
        Write write = new Write(server, buffer);
        boolean first;
        synchronized (waiting) {
            first = waiting.isEmpty();
            waiting.add(write);
        }
        if (closing) {
            write.setValue(closed());
        } else if (first) {
            transmit(write);
        }
        return write;
    }

    /** Fails all waiting writes, because the connection is closed. */
    void fail() {
        synchronized (waiting) {
            waiting.forEach(write -> write.setValue(closed()));
            waiting.clear();
        }
    }

    private void transmit(Write write) {
        try {
            tunnel.write(write.buffer, error -> written(write, error));
        } catch (RejectedExecutionException e) {
            written(write, e);
        }
    }

    private void written(Write write, @CheckForNull Throwable error) {
        write.setValue(error == null ? Boolean.TRUE : error);
        Write next;
        synchronized (waiting) {
            waiting.remove(write);
            next = waiting.peek();
        }
        if (error != null) {
            close.run();
        } else if (next != null) {
            transmit(next);
        }
    }

    private static EOFException closed() {
        return new EOFException("the connection is closed");
    }

    private static final class Write extends AbstractIoWriteFuture {

        private final Buffer buffer;

        Write(SocketAddress server, Buffer buffer) {
            super(server, null);
            this.buffer = buffer;
        }
    }
}
