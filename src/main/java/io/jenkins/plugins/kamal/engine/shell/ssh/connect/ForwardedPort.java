package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.PortForwarding;
import io.jenkins.plugins.kamal.engine.shell.PortForwardingException;
import io.jenkins.plugins.kamal.engine.shell.PortForwardingException.Reason;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import java.io.IOException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** A port of a server's loopback that leads here, over the connection that is there anyway. */
public final class ForwardedPort implements PortForwarding {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int ANY = 0;
    private static final int FIRST_UNPRIVILEGED = 1024;

    private final Host host;
    private final ClientSession session;
    private final SshdSocketAddress there;
    private final SshdSocketAddress here;

    public ForwardedPort(Host host, ClientSession session, int there, int here) {
        this.host = host;
        this.session = session;
        this.there = new SshdSocketAddress(LOOPBACK, there);
        this.here = new SshdSocketAddress(LOOPBACK, here);
    }

    /** Asks the server for it, and waits for the answer. */
    public PortForwarding open() {
        try {
            session.startRemotePortForwarding(there, here);
            return this;
        } catch (IOException | RuntimeException e) {
            if (!session.isOpen()) {
                throw new ServerUnreachableException(
                        host, host + ": the connection was lost while port " + there.getPort() + " was forwarded", e);
            }
            throw mayForward() ? taken() : forbidden();
        }
    }

    @Override
    public void close() {
        try {
            session.stopRemotePortForwarding(there);
        } catch (IOException | RuntimeException e) {
            // The connection is gone, and the forwarding with it.
        }
    }

    /** The server says no without a reason; what forwards no port at all forwards none of its own choice either. */
    private boolean mayForward() {
        try {
            SshdSocketAddress some = session.startRemotePortForwarding(new SshdSocketAddress(LOOPBACK, ANY), here);
            session.stopRemotePortForwarding(some);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private PortForwardingException taken() {
        int port = there.getPort();
        String privileged = port < FIRST_UNPRIVILEGED
                ? "; below " + FIRST_UNPRIVILEGED + " only root may listen, so log in as root or choose a higher port"
                : "";
        return new PortForwardingException(
                Reason.TAKEN,
                host + ": port " + port + " of 127.0.0.1 cannot be forwarded, because something listens on it there"
                        + privileged + ". `ss -ltnp` on the server shows what; end it, or choose another port");
    }

    private PortForwardingException forbidden() {
        return new PortForwardingException(
                Reason.FORBIDDEN,
                host + ": port " + there.getPort() + " of 127.0.0.1 cannot be forwarded, because sshd there forbids it."
                        + " Set `AllowTcpForwarding yes` in its sshd_config (and look there for DisableForwarding and"
                        + " PermitListen, and in authorized_keys for `restrict` and `no-port-forwarding`)");
    }
}
