package io.jenkins.plugins.kamal.engine.shell.ssh.key;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.common.AbstractAgentClient;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.io.IoUtils;

/** An ssh-agent in this process, on a Unix socket in a directory that only this user may enter. */
public final class AgentListener implements AutoCloseable {

    private static final int LONGEST_READ = 1 << 16;

    private final SshAgent agent;
    private final ServerSocketChannel socket;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

    /** Starts to listen. */
    public AgentListener(Path path, SshAgent agent) throws IOException {
        this.agent = agent;
        this.socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        start("ssh-agent", this::accept);
    }

    @Override
    public void close() {
        IoUtils.closeQuietly(socket);
        connections.forEach(IoUtils::closeQuietly);
    }

    private void accept() {
        try {
            for (; ; ) {
                SocketChannel connection = socket.accept();
                connections.add(connection);
                start("ssh-agent connection", () -> serve(connection));
            }
        } catch (IOException closed) {
            // The socket is closed, so the listener ends.
        }
    }

    private void serve(SocketChannel connection) {
        Answers answers = new Answers(connection);
        ByteBuffer read = ByteBuffer.allocate(LONGEST_READ);
        try (connection) {
            while (connection.read(read.clear()) >= 0) {
                answers.messageReceived(new ByteArrayBuffer(read.array(), 0, read.position()));
            }
        } catch (IOException gone) {
            // The client has closed the connection.
        } finally {
            connections.remove(connection);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private final class Answers extends AbstractAgentClient {

        private final SocketChannel connection;

        Answers(SocketChannel connection) {
            super(agent);
            this.connection = connection;
        }

        @Override
        protected void reply(Buffer buffer) throws IOException {
            ByteBuffer answer = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
            while (answer.hasRemaining()) {
                connection.write(answer);
            }
        }
    }
}
