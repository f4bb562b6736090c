package io.jenkins.plugins.kamal.engine.shell.ssh;

import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.IoWriteFutureImpl;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;

/**
 * A server's session that opens channels with a window of 0 bytes and never replies to an exec request: a client that
 * waits for either the window or the reply waits forever.
 */
final class SilentAboutExec extends ServerSessionImpl {

    /** Offset of the window in an open confirmation: after the message's number and both channels' numbers. */
    private static final int WINDOW = 1 + 2 * Integer.BYTES;

    private SilentAboutExec(ServerFactoryManager server, IoSession connection) throws Exception {
        super(server, connection);
    }

    static void install(SshServer server, String identification) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, identification);
        server.setSessionFactory(new SessionFactory(server) {
            @Override
            protected ServerSessionImpl doCreateSession(IoSession connection) throws Exception {
                return new SilentAboutExec(server, connection);
            }
        });
    }

    @Override
    public IoWriteFuture writePacket(Buffer buffer) throws IOException {
        byte[] packet = buffer.array();
        int message = packet[buffer.rpos()];
        if (message == SshConstants.SSH_MSG_CHANNEL_SUCCESS || message == SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST) {
            IoWriteFutureImpl dropped = new IoWriteFutureImpl("dropped", buffer);
            dropped.setValue(Boolean.TRUE);
            return dropped;
        }
        if (message == SshConstants.SSH_MSG_CHANNEL_OPEN_CONFIRMATION) {
            for (int i = 0; i < Integer.BYTES; i++) {
                packet[buffer.rpos() + WINDOW + i] = 0;
            }
        }
        return super.writePacket(buffer);
    }
}
