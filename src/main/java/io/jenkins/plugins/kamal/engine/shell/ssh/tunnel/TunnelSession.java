package io.jenkins.plugins.kamal.engine.shell.ssh.tunnel;

import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;

/** MINA's view of a {@link Tunnel}, which takes the place of the socket of a direct connection. */
final class TunnelSession extends AbstractCloseable implements IoSession, Tunnel.Receiver {

    /** Counts downwards, because MINA's own sessions count upwards. */
    private static final AtomicLong IDS = new AtomicLong();

    private final long id = IDS.decrementAndGet();
    private final IoConnector connector;
    private final IoHandler handler;
    private final SocketAddress server;
    private final Tunnel tunnel;
    private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
    private final TunnelWrites writes;
    private final Deque<byte[]> early = new ArrayDeque<>();
    private boolean started;

    TunnelSession(IoConnector connector, IoHandler handler, SocketAddress server, Tunnel tunnel) {
        super("tunnel");
        this.connector = connector;
        this.handler = handler;
        this.server = server;
        this.tunnel = tunnel;
        this.writes = new TunnelWrites(server, tunnel, () -> close(true));
    }

    /** Begins the SSH session on the open tunnel. */
    synchronized void start(AttributeRepository context, IoConnectFuture future) {
        try {
            attributes.put(AttributeRepository.class, context);
            handler.sessionCreated(this);
            future.setSession(this);
            if (future.getSession() != this) {
                close(true);
                return;
            }
            started = true;
            for (byte[] data : early) {
                deliver(data, 0, data.length);
            }
            early.clear();
        } catch (Exception e) {
            future.setException(e);
            close(true);
        }
    }

    @Override
    public synchronized void received(byte[] data, int offset, int count) {
        if (started) {
            deliver(data, offset, count);
        } else {
            early.add(Arrays.copyOfRange(data, offset, offset + count));
        }
    }

    @Override
    public void ended() {
        close(true);
    }

    private void deliver(byte[] data, int offset, int count) {
        try {
            handler.messageReceived(this, new ByteArrayBuffer(data, offset, count));
        } catch (Exception e) {
            failed(e);
        }
    }

    private void failed(Throwable error) {
        try {
            handler.exceptionCaught(this, error);
        } catch (Exception e) {
            close(true);
        }
    }

    @Override
    public IoWriteFuture writeBuffer(Buffer buffer) {
        return writes.add(buffer, isClosing());
    }

    @Override
    protected void doCloseImmediately() {
        tunnel.close();
        writes.fail();
        try {
            handler.sessionClosed(this);
        } catch (Exception e) {
            // The tunnel is closed all the same.
        }
        super.doCloseImmediately();
    }

    @Override
    public long getId() {
        return id;
    }

    @Override
    public SocketAddress getAcceptanceAddress() {
        return server;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return server;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return server;
    }

    @Override
    public Object getAttribute(Object key) {
        return attributes.get(key);
    }

    @Override
    public Object setAttribute(Object key, Object value) {
        return attributes.put(key, value);
    }

    @Override
    public Object setAttributeIfAbsent(Object key, Object value) {
        return attributes.putIfAbsent(key, value);
    }

    @Override
    public Object removeAttribute(Object key) {
        return attributes.remove(key);
    }

    @Override
    public IoService getService() {
        return connector;
    }

    @Override
    public void shutdownOutputStream() {
        // A tunnel ends only as a whole.
    }

    @Override
    public void suspendRead() {
        // The session takes arriving data at once.
    }

    @Override
    public void resumeRead() {
        // Reading is never suspended.
    }
}
