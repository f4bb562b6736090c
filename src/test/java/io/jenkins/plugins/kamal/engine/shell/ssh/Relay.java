package io.jenkins.plugins.kamal.engine.shell.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A network between client and server that can stop to carry anything, without a word. */
final class Relay implements AutoCloseable {

    private final ServerSocket entrance = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    private volatile boolean silent;

    Relay(int port) throws IOException {
        start(() -> {
            Socket client = entrance.accept();
            Socket server = new Socket("127.0.0.1", port);
            start(() -> carry(client.getInputStream(), server.getOutputStream()));
            start(() -> carry(server.getInputStream(), client.getOutputStream()));
        });
    }

    int port() {
        return entrance.getLocalPort();
    }

    void fallSilent() {
        silent = true;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private void carry(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            if (!silent) {
                to.write(buffer, 0, count);
                to.flush();
            }
        }
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
