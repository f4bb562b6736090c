package io.jenkins.plugins.kamal.engine.shell.ssh.tunnel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** A channel in a jump host's session, which the jump host connects to the server. */
final class JumpTunnel implements Tunnel {

    /** The origin of the connection, which the protocol requires; no port of this machine. */
    private static final SshdSocketAddress NOWHERE = new SshdSocketAddress(SshdSocketAddress.LOCALHOST_IPV4, 0);

    private final ClientSession jump;
    private final SshdSocketAddress server;

    @CheckForNull
    private volatile ChannelDirectTcpip channel;

    JumpTunnel(ClientSession jump, String host, int port) {
        this.jump = jump;
        this.server = new SshdSocketAddress(host, port);
    }

    @Override
    public CompletableFuture<Void> open(Receiver receiver) {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        try {
            ChannelDirectTcpip created = new ReceivingChannel(server, receiver);
            channel = created;
            created.addCloseFutureListener(closed -> receiver.ended());
            jump.getService(ConnectionService.class).registerChannel(created);
            created.open().addListener(open -> {
                if (open.isOpened()) {
                    opened.complete(null);
                } else {
                    opened.completeExceptionally(open.getException());
                }
            });
        } catch (IOException | RuntimeException e) {
            opened.completeExceptionally(e);
        }
        return opened;
    }

    @Override
    public void write(Buffer bytes, Consumer<Throwable> written) {
        try {
            // A copy, because the channel encrypts its packets in the buffer that it gets.
            Buffer copy = new ByteArrayBuffer(bytes.getCompactData());
            Objects.requireNonNull(channel, "no data before the tunnel is open")
                    .getAsyncIn()
                    .writeBuffer(copy)
                    .addListener(done -> written.accept(done.getException()));
        } catch (IOException | RuntimeException e) {
            written.accept(e);
        }
    }

    @Override
    public void close() {
        ChannelDirectTcpip opened = channel;
        if (opened != null) {
            opened.close(true);
        }
    }

    private static final class ReceivingChannel extends ChannelDirectTcpip {

        private final Receiver receiver;

        ReceivingChannel(SshdSocketAddress server, Receiver receiver) {
            super(NOWHERE, server);
            this.receiver = receiver;
            setStreaming(Streaming.Async);
        }

        @Override
        protected void doWriteData(byte[] data, int off, long len) throws IOException {
            receiver.received(data, off, Math.toIntExact(len));
            getLocalWindow().release(len);
        }

        @Override
        public void handleEof() throws IOException {
            super.handleEof();
            receiver.ended();
        }
    }
}
