package io.jenkins.plugins.kamal.engine.lab.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The relay that makes a server distant. */
class DelayedRelayTest {

    @Test
    void bringsEverythingAndTheEndBothWaysAndLate() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                DelayedRelay relay = DelayedRelay.before(
                        new InetSocketAddress("127.0.0.1", server.getLocalPort()), Duration.ofMillis(30));
                Socket client = new Socket("127.0.0.1", relay.port())) {
            CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> echo(server));
            long start = System.nanoTime();
            client.getOutputStream().write("to the server".getBytes(US_ASCII));
            client.shutdownOutput();

            assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII))
                    .isEqualTo("back: to the server");
            assertThat(received.join()).isEqualTo("to the server");
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(60_000_000L);
        }
    }

    private static String echo(ServerSocket server) {
        try (Socket connection = server.accept()) {
            String text = new String(connection.getInputStream().readAllBytes(), US_ASCII);
            connection.getOutputStream().write(("back: " + text).getBytes(US_ASCII));
            return text;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
