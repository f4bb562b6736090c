package io.jenkins.plugins.kamal.engine.real;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests through the proxies of some servers, ten a second by turns, until closed: what visitors notice. */
final class RealRequests implements AutoCloseable {

    private static final int PORT = 80;
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int PERIOD_MILLIS = 100;
    private static final int PATIENCE_SECONDS = 30;

    private final List<Server> servers;
    private final String path;
    private final String cookie;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    RealRequests(List<Server> servers) {
        this(servers, "/version");
    }

    RealRequests(List<Server> servers, String path) {
        this(servers, path, "");
    }

    /** Requests of one visitor, with this value of the cookie {@code kamal-rollout}; empty for no cookie. */
    RealRequests(List<Server> servers, String path, String cookie) {
        this.servers = List.copyOf(servers);
        this.path = path;
        this.cookie = cookie;
        thread.scheduleAtFixedRate(this::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void send() {
        Server server = servers.get(sent.get() % servers.size());
        try {
            String answer = get(server, path, cookie);
            if (!answer.startsWith("HTTP/1.1 200 ")) {
                failures.add(server.name() + ": " + answer);
            }
        } catch (IOException e) {
            failures.add(server.name() + ": " + e);
        }
        sent.incrementAndGet();
    }

    /** The version that a server's proxy serves now. */
    static String served(Server server) {
        return served(server, "");
    }

    /** The version that a server's proxy serves to a visitor with this value of the cookie; empty for no cookie. */
    static String served(Server server, String cookie) {
        try {
            return get(server, "/version", cookie)
                    .lines()
                    .filter(line -> line.startsWith("version="))
                    .findFirst()
                    .map(line -> line.substring("version=".length()))
                    .orElse("none");
        } catch (IOException e) {
            throw new AssertionError(server.name() + " serves nothing", e);
        }
    }

    /** Returns once a server's proxy, which was started just now, serves a version. Fails after half a minute. */
    static void awaitService(Server server) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!serves(server)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(server.name() + " serves nothing");
            }
            TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
        }
    }

    private static boolean serves(Server server) {
        try {
            return get(server, "/version", "").startsWith("HTTP/1.1 200 ");
        } catch (IOException e) {
            return false;
        }
    }

    /** The answer as it came, head and body. */
    private static String get(Server server, String path, String cookie) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(server.address(), PORT), TIMEOUT_MILLIS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: app.lab\r\nConnection: close\r\n"
                    + (cookie.isEmpty() ? "" : "Cookie: kamal-rollout=" + cookie + "\r\n") + "\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    int sent() {
        return sent.get();
    }

    /** One line for each request that was not answered with 200. */
    List<String> failures() {
        return new ArrayList<>(failures);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
