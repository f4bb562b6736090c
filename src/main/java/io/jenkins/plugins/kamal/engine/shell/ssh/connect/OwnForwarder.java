package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.forward.DefaultForwarder;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * Knows without a lock where a forwarded port leads. {@link DefaultForwarder} keeps its lock while it waits for the
 * server to accept a port. A connection to another port, or to one that was just closed, would make the thread that reads
 * from the server wait for that lock, so the answer could never arrive.
 */
final class OwnForwarder extends DefaultForwarder {

    private final Map<Integer, SshdSocketAddress> localByRemotePort = new ConcurrentHashMap<>();

    OwnForwarder(ConnectionService service) {
        super(service);
    }

    /** Registers the port before the server opens it, because connections may arrive as soon as it is open. */
    @Override
    public SshdSocketAddress startRemotePortForwarding(SshdSocketAddress remote, SshdSocketAddress local)
            throws IOException {
        SshdSocketAddress former = localByRemotePort.putIfAbsent(remote.getPort(), local);
        try {
            SshdSocketAddress bound = super.startRemotePortForwarding(remote, local);
            localByRemotePort.put(bound.getPort(), local);
            return bound;
        } catch (IOException | RuntimeException e) {
            if (former == null) {
                localByRemotePort.remove(remote.getPort(), local);
            }
            throw e;
        }
    }

    /** Forgets the port after the server has closed it, because connections may arrive until then. */
    @Override
    public void stopRemotePortForwarding(SshdSocketAddress remote) throws IOException {
        try {
            super.stopRemotePortForwarding(remote);
        } finally {
            localByRemotePort.remove(remote.getPort());
        }
    }

    @Override
    public SshdSocketAddress getForwardedPort(int remotePort) {
        return localByRemotePort.get(remotePort);
    }
}
