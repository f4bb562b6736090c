package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.shell.ssh.tunnel.TunnelAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.nio2.Nio2Connector;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.util.io.IoUtils;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Opens TCP connections without a waiting thread. MINA's own connector blocks one of its few threads per connection
 * until the timeout.
 */
final class AsyncConnector extends Nio2Connector {

    private final FactoryManager manager;
    private final AsynchronousChannelGroup group;

    private AsyncConnector(
            Nio2ServiceFactory factory,
            FactoryManager manager,
            IoHandler handler,
            AsynchronousChannelGroup group,
            CloseableExecutorService executor) {
        super(factory, manager, handler, group, executor);
        this.manager = manager;
        this.group = group;
    }

    /** Makes a client use this connector. */
    static final class Factory extends Nio2ServiceFactoryFactory {
        @Override
        public IoServiceFactory create(FactoryManager manager) {
            return new Service(manager);
        }
    }

    /** Has a channel group of its own, because the inherited one is not accessible. Both groups share the threads. */
    private static final class Service extends Nio2ServiceFactory {

        private final AsynchronousChannelGroup group;

        Service(FactoryManager manager) {
            super(manager, null, null);
            try {
                group = AsynchronousChannelGroup.withThreadPool(ThreadUtils.noClose(getExecutorService()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public IoConnector createConnector(IoHandler handler) {
            return autowireCreatedService(
                    new AsyncConnector(this, getFactoryManager(), handler, group, getExecutorService()));
        }

        @Override
        protected void doCloseImmediately() {
            try {
                group.shutdownNow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                super.doCloseImmediately();
            }
        }
    }

    @Override
    public IoConnectFuture connect(SocketAddress address, AttributeRepository context, SocketAddress local) {
        IoConnectFuture future = new DefaultIoConnectFuture(address, null);
        TunnelAddress tunnel = context == null ? null : context.getAttribute(TunnelAddress.KEY);
        if (tunnel != null) {
            limit(future, tunnel::close);
            future.addListener(done -> manage(future.getSession()));
            tunnel.connect(this, getIoHandler(), context, future);
            return future;
        }
        AsynchronousSocketChannel socket = null;
        try {
            socket = setSocketOptions(openAsynchronousSocketChannel(address, group));
            AsynchronousSocketChannel connecting = socket;
            limit(future, () -> IoUtils.closeQuietly(connecting));
            socket.connect(
                    address, null, createConnectionCompletionHandler(future, socket, context, manager, getIoHandler()));
        } catch (IOException | RuntimeException e) {
            IoUtils.closeQuietly(socket);
            future.setException(e);
        }
        return future;
    }

    /** Closes a session together with this connector. */
    private void manage(@CheckForNull IoSession session) {
        if (session != null) {
            sessions.put(session.getId(), session);
            session.addCloseFutureListener(closed -> unmapSession(session.getId()));
        }
    }

    private void limit(IoConnectFuture future, Runnable close) {
        Duration limit = CoreModuleProperties.IO_CONNECT_TIMEOUT.getRequired(manager);
        Future<?> alarm = manager.getScheduledExecutorService()
                .schedule(() -> giveUp(future, close, limit), limit.toMillis(), TimeUnit.MILLISECONDS);
        future.addListener(done -> alarm.cancel(false));
    }

    private static void giveUp(IoConnectFuture future, Runnable close, Duration limit) {
        future.setException(new ConnectException("no answer within " + limit.toSeconds() + " s"));
        if (future.getSession() == null) {
            close.run();
        }
    }
}
