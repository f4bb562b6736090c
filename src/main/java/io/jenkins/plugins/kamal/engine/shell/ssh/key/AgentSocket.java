package io.jenkins.plugins.kamal.engine.shell.ssh.key;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.io.IoUtils;

/** A connection to an ssh-agent over its Unix socket. MINA's own implementation needs the Apache Portable Runtime. */
public final class AgentSocket extends AbstractAgentProxy {

    private static final int LONGEST_ANSWER = 1 << 20;

    /** Long enough for a person to confirm the use of a key. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SocketChannel channel;
    private final Duration limit;

    /** Connects; each request is answered within 30 s. */
    public AgentSocket(Path socket) throws IOException {
        this(socket, PATIENCE);
    }

    /** Connects; each request is answered within a limit. */
    AgentSocket(Path socket, Duration limit) throws IOException {
        super(null);
        this.limit = limit;
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            limited(() -> channel.connect(UnixDomainSocketAddress.of(socket)));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    protected synchronized Buffer request(Buffer buffer) throws IOException {
        return limited(() -> answer(buffer));
    }

    private Buffer answer(Buffer buffer) throws IOException {
        ByteBuffer question = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
        while (question.hasRemaining()) {
            channel.write(question);
        }
        int length = read(Integer.BYTES).getInt();
        if (length < 1 || length > LONGEST_ANSWER) {
            throw new IOException("the ssh-agent answered with " + length + " bytes");
        }
        return new ByteArrayBuffer(read(length).array());
    }

    /** Closes the socket when the time is up, because a read from a Unix socket has no timeout. */
    private <T> T limited(Action<T> action) throws IOException {
        CompletableFuture<Void> alarm = CompletableFuture.runAsync(
                () -> IoUtils.closeQuietly(channel),
                CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return action.run();
        } catch (ClosedChannelException e) {
            throw new IOException("the ssh-agent gave no answer within " + limit.toSeconds() + " s", e);
        } finally {
            alarm.cancel(false);
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        super.close();
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(length);
        while (answer.hasRemaining()) {
            if (channel.read(answer) < 0) {
                throw new EOFException("the ssh-agent closed the connection");
            }
        }
        return answer.flip();
    }
}
