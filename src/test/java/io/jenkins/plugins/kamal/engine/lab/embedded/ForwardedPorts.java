package io.jenkins.plugins.kamal.engine.lab.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.forward.DefaultForwarder;
import org.apache.sshd.common.forward.Forwarder;
import org.apache.sshd.common.forward.ForwarderFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * The ports that an {@link EmbeddedServer} forwards to whoever is connected. All embedded servers share one loopback, so
 * nothing really listens: that bytes get through is shown with a real sshd.
 */
public final class ForwardedPorts implements ForwarderFactory {

    private static final int CHOSEN = 49_152;

    private final Set<Integer> open = ConcurrentHashMap.newKeySet();
    private final Set<Integer> taken = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean forbidden;

    ForwardedPorts() {}

    /** The ports that are forwarded now. */
    public Set<Integer> open() {
        return Set.copyOf(open);
    }

    /** Every address that was forwarded since the server was started, {@code 127.0.0.1:5555}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Makes the server refuse to forward anything, as {@code AllowTcpForwarding no} does. */
    public void forbid() {
        forbidden = true;
    }

    /** Makes something listen on a port of the server, or no longer. */
    public void take(int port, boolean isTaken) {
        if (isTaken) {
            taken.add(port);
        } else {
            taken.remove(port);
        }
    }

    @Override
    public Forwarder create(ConnectionService service) {
        Forwarder forwarder = new Pretended(service);
        service.getSession().addCloseFutureListener(closed -> open.clear());
        return forwarder;
    }

    private final class Pretended extends DefaultForwarder {

        Pretended(ConnectionService service) {
            super(service);
        }

        @Override
        public synchronized SshdSocketAddress localPortForwardingRequested(SshdSocketAddress local) throws IOException {
            if (forbidden || taken.contains(local.getPort())) {
                return null;
            }
            if (local.getPort() == 0) {
                return new SshdSocketAddress(local.getHostName(), CHOSEN);
            }
            if (!open.add(local.getPort())) {
                return null;
            }
            requests.add(local.getHostName() + ":" + local.getPort());
            return local;
        }

        @Override
        public synchronized void localPortForwardingCancelled(SshdSocketAddress local) {
            open.remove(local.getPort());
        }
    }
}
