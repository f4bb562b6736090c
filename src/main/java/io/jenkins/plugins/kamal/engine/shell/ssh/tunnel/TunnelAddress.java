package io.jenkins.plugins.kamal.engine.shell.ssh.tunnel;

import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import java.net.SocketAddress;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;

/** The address of a server that is reached through a tunnel; it serves one connection. */
public final class TunnelAddress extends SocketAddress {

    /**
     * The attribute for the tunnel in a connection's context, because MINA's client accepts only Internet addresses.
     */
    public static final AttributeRepository.AttributeKey<TunnelAddress> KEY = new AttributeRepository.AttributeKey<>();

    private static final long serialVersionUID = 1;

    private final String description;
    private final transient Tunnel tunnel;

    private TunnelAddress(String description, Tunnel tunnel) {
        this.description = description;
        this.tunnel = tunnel;
    }

    /** The address of a server behind a jump host, with whose session the login must be complete. */
    public static TunnelAddress throughJump(ClientSession jump, SshDestination to) {
        return new TunnelAddress(to.described(), new JumpTunnel(jump, to.hostName(), to.port()));
    }

    /**
     * The address of a server that is reached through a local command.
     *
     * @throws io.jenkins.plugins.kamal.engine.failure.EngineException if the host or the user cannot be part of a
     *     command
     */
    public static TunnelAddress throughCommand(String command, SshDestination to) {
        return new TunnelAddress(to.described(), new CommandTunnel(ProxyCommandTokens.expand(command, to), to.host()));
    }

    /** Opens the tunnel and MINA's session on it. */
    public void connect(IoConnector connector, IoHandler handler, AttributeRepository context, IoConnectFuture future) {
        TunnelSession session = new TunnelSession(connector, handler, this, tunnel);
        tunnel.open(session).whenComplete((opened, error) -> {
            if (error == null) {
                session.start(context, future);
            } else {
                tunnel.close();
                future.setException(error);
            }
        });
    }

    /** Gives up a tunnel that does not open in time. */
    public void close() {
        tunnel.close();
    }

    @Override
    public String toString() {
        return description;
    }
}
