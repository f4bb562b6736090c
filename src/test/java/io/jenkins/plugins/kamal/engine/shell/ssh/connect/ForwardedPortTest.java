package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.PortForwardingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.RequestHandler.Result;
import org.apache.sshd.common.forward.PortForwardingEventListener;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ForwardedPortTest {

    private static final String HOST = "127.0.0.1";

    @Test
    void doesNotCallAMissingAnswerAProhibition() throws Exception {
        try (SshServer server = SshServer.setUpDefaultServer();
                SshClient client = SshClient.setUpDefaultClient()) {
            server.setHost(HOST);
            server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
            server.setPasswordAuthenticator((user, password, session) -> true);
            // Replied: the server believes that the answer has been sent.
            server.setGlobalRequestHandlers(List.of((service, request, wantReply, buffer) -> Result.Replied));
            server.start();
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.start();
            try (ClientSession session = client.connect("root", HOST, server.getPort())
                    .verify(Duration.ofSeconds(30))
                    .getSession()) {
                session.addPasswordIdentity("any");
                session.auth().verify(Duration.ofSeconds(30));
                CoreModuleProperties.FORWARD_REQUEST_TIMEOUT.set(session, Duration.ofMillis(200));
                ForwardedPort forwarded = new ForwardedPort(Host.parse(HOST), session, 5555, 5555);
                assertThatThrownBy(forwarded::open)
                        .isInstanceOfSatisfying(PortForwardingException.class, e -> assertThat(e.reason())
                                .isEqualTo(PortForwardingException.Reason.FAILED))
                        .hasMessageContaining("127.0.0.1: port 5555 of 127.0.0.1 was not forwarded: ")
                        .hasMessageNotContaining("AllowTcpForwarding")
                        .cause()
                        .isNotNull();
            }
        }
    }

    /** Connections arrive until the server has closed the port. */
    @Test
    void isKnownUntilTheServerIsAskedToCloseIt() throws Exception {
        AtomicReference<OwnForwarder> forwarder = new AtomicReference<>();
        AtomicReference<SshdSocketAddress> whileClosing = new AtomicReference<>();
        try (SshServer server = SshServer.setUpDefaultServer();
                SshClient client = SshClient.setUpDefaultClient()) {
            server.setHost(HOST);
            server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
            server.setPasswordAuthenticator((user, password, session) -> true);
            server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
            server.start();
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.setForwarderFactory(service -> {
                forwarder.set(new OwnForwarder(service));
                return forwarder.get();
            });
            client.start();
            try (ClientSession session = client.connect("root", HOST, server.getPort())
                    .verify(Duration.ofSeconds(30))
                    .getSession()) {
                session.addPasswordIdentity("any");
                session.auth().verify(Duration.ofSeconds(30));
                SshdSocketAddress local = new SshdSocketAddress(HOST, 5555);
                SshdSocketAddress there = session.startRemotePortForwarding(new SshdSocketAddress(HOST, 0), local);
                session.addPortForwardingEventListener(new PortForwardingEventListener() {
                    @Override
                    public void tearingDownExplicitTunnel(
                            Session closing, SshdSocketAddress address, boolean isLocal, SshdSocketAddress remote) {
                        whileClosing.set(forwarder.get().getForwardedPort(there.getPort()));
                    }
                });

                session.stopRemotePortForwarding(there);

                assertThat(whileClosing.get()).isEqualTo(local);
                assertThat(forwarder.get().getForwardedPort(there.getPort())).isNull();
            }
        }
    }

    /** MINA asks about such a port with null, and would fail later if it were allowed. */
    @Test
    void isNotReachedWhereNothingIsForwarded() {
        TcpForwardingFilter filter = new Client.OwnForwardings();

        assertThat(filter.canConnect(TcpForwardingFilter.Type.Forwarded, new SshdSocketAddress(HOST, 5555), null))
                .isTrue();
        assertThat(filter.canConnect(TcpForwardingFilter.Type.Forwarded, null, null))
                .isFalse();
    }
}
