package io.jenkins.plugins.kamal.engine.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Where the registry on the deployer's machine listens: on a port that is free here, in place of the recorded one.
 */
final class LocalRegistryPort {

    private static final int PORT = free();

    private LocalRegistryPort() {}

    /** Recorded text with this port. */
    static String in(String recorded) {
        return recorded.replace("localhost:5555", "localhost:" + PORT).replace("127.0.0.1:5555", "127.0.0.1:" + PORT);
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
