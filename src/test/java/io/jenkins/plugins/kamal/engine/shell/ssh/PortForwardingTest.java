package io.jenkins.plugins.kamal.engine.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.PortForwarding;
import io.jenkins.plugins.kamal.engine.shell.ServerShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PortForwardingTest {

    private static final String HOST = "127.0.0.1";
    private static final KeyPair HOST_KEY = EmbeddedServer.ed25519();
    private static final KeyPair USER_KEY = EmbeddedServer.ed25519();

    @TempDir
    Path home;

    @Test
    void acceptsAConnectionToOnePortWhileTheServerOpensAnother() throws Exception {
        AtomicReference<Runnable> beforeAnswer = new AtomicReference<>(() -> {});
        try (EmbeddedServer server = new EmbeddedServer(List.of(HOST_KEY), USER_KEY.getPublic());
                ServerSocket here = new ServerSocket(0, 10, InetAddress.getByName(HOST))) {
            server.server.setForwardingFilter(new AcceptAllForwardingFilter() {
                @Override
                protected boolean checkAcceptance(String request, Session session, SshdSocketAddress target) {
                    beforeAnswer.get().run();
                    return true;
                }
            });
            server.start();
            CompletableFuture<Boolean> arrived = CompletableFuture.supplyAsync(() -> accept(here));
            try (SshServers servers = SshServers.start(
                    server.settings(home, server.line(HOST, HOST_KEY), List.of(Settings.text("key", USER_KEY))))) {
                ServerShell shell = servers.connect(Host.parse(HOST)).get(30, TimeUnit.SECONDS);
                int first = freePort();
                try (PortForwarding one =
                        shell.forward(first, here.getLocalPort()).get(30, TimeUnit.SECONDS)) {
                    beforeAnswer.set(() -> connect(first, arrived));
                    try (PortForwarding other =
                            shell.forward(freePort(), here.getLocalPort()).get(30, TimeUnit.SECONDS)) {
                        assertThat(arrived).isCompletedWithValue(true);
                    }
                }
            }
        }
    }

    private static void connect(int port, CompletableFuture<Boolean> arrived) {
        try (Socket socket = new Socket(HOST, port)) {
            arrived.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            arrived.completeExceptionally(e);
        }
    }

    private static boolean accept(ServerSocket server) {
        try (Socket socket = server.accept()) {
            return socket.isConnected();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return free.getLocalPort();
        }
    }
}
