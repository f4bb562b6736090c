package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.PortForwarding;
import io.jenkins.plugins.kamal.engine.shell.PortForwardingException;
import io.jenkins.plugins.kamal.engine.shell.PortForwardingException.Reason;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import java.io.IOException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** A port on a server's loopback interface that leads to this machine, over the existing connection. */
public final class ForwardedPort implements PortForwarding {

    private static final int ANY = 0;
    private static final int FIRST_UNPRIVILEGED = 1024;
    /**
     * Apache MINA's message for a refusal by the server. Every other exception, such as a timeout, is not a refusal.
     */
    private static final String DENIED = "Tcpip forwarding request denied by server";

    private final Host host;
    private final ClientSession session;
    private final SshdSocketAddress there;
    private final SshdSocketAddress here;

    public ForwardedPort(Host host, ClientSession session, int there, int here) {
        this.host = host;
        this.session = session;
        this.there = new SshdSocketAddress(SshdSocketAddress.LOCALHOST_IPV4, there);
        this.here = new SshdSocketAddress(SshdSocketAddress.LOCALHOST_IPV4, here);
    }

    /** Asks the server to forward the port, and waits for the answer. */
    public PortForwarding open() {
        try {
            session.startRemotePortForwarding(there, here);
            return this;
        } catch (IOException | RuntimeException e) {
            if (!session.isOpen()) {
                throw new ServerUnreachableException(
                        host, host + ": the connection was lost while port " + there.getPort() + " was forwarded", e);
            }
            throw failure(e);
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

    /**
     * Asks for a port of the server's choice, because a refusal has no reason. If sshd refuses that port, too, it
     * forbids forwarding; otherwise the wanted port is taken.
     */
    private PortForwardingException failure(Exception cause) {
        if (!isRefusal(cause)) {
            return failed(cause);
        }
        try {
            SshdSocketAddress some = session.startRemotePortForwarding(
                    new SshdSocketAddress(SshdSocketAddress.LOCALHOST_IPV4, ANY), here);
            session.stopRemotePortForwarding(some);
            return taken(cause);
        } catch (IOException | RuntimeException e) {
            e.addSuppressed(cause);
            return isRefusal(e) ? forbidden(e) : failed(e);
        }
    }

    private static boolean isRefusal(Exception e) {
        return DENIED.equals(e.getMessage());
    }

    private PortForwardingException failed(Exception cause) {
        return new PortForwardingException(
                Reason.FAILED,
                host + ": port " + there.getPort() + " of 127.0.0.1 was not forwarded: " + cause
                        + ". The log of sshd on the server may say more; run the command again",
                cause);
    }

    private PortForwardingException taken(Exception cause) {
        int port = there.getPort();
        String privileged = port < FIRST_UNPRIVILEGED
                ? "; below " + FIRST_UNPRIVILEGED + " only root may listen, so log in as root or choose a higher port"
                : "";
        return new PortForwardingException(
                Reason.TAKEN,
                host + ": port " + port + " of 127.0.0.1 cannot be forwarded, because something listens on it there"
                        + privileged + ". `ss -ltnp` on the server shows what; end it, or choose another port",
                cause);
    }

    private PortForwardingException forbidden(Exception cause) {
        return new PortForwardingException(
                Reason.FORBIDDEN,
                host + ": port " + there.getPort() + " of 127.0.0.1 cannot be forwarded, because sshd there forbids it."
                        + " Set `AllowTcpForwarding yes` in its sshd_config (and look there for DisableForwarding and"
                        + " PermitListen, and in authorized_keys for `restrict` and `no-port-forwarding`)",
                cause);
    }
}
