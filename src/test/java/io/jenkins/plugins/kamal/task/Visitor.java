package io.jenkins.plugins.kamal.task;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody who visits the application through the proxies of its servers all the time, and notes what does not work.
 */
final class Visitor implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final List<RealServers.Server> servers;
    private final String request;
    private final String expected;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicLong rounds = new AtomicLong();
    private final Thread thread = new Thread(this::visit, "visitor");
    private volatile boolean leaving;

    private Visitor(List<RealServers.Server> servers, String host, String expected) {
        this.servers = servers;
        this.request = "GET /version HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        this.expected = expected;
        thread.setDaemon(true);
    }

    /** Visits these servers' proxies for a host, and expects a text in the answer. */
    static Visitor of(List<RealServers.Server> servers, String host, String expected) {
        Visitor visitor = new Visitor(servers, host, expected);
        visitor.thread.start();
        return visitor;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Waits for a visit that begins after this. */
    void visitOnceMore() throws InterruptedException {
        long enough = rounds.get() + 2;
        while (rounds.get() < enough) {
            Thread.sleep(50);
        }
    }

    @Override
    public void close() throws InterruptedException {
        leaving = true;
        thread.join();
    }

    private void visit() {
        while (!leaving) {
            servers.forEach(this::visit);
            rounds.incrementAndGet();
        }
    }

    private void visit(RealServers.Server server) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.address(), 80), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200 ") || !answer.contains(expected)) {
                failures.add(server.name() + ": " + answer);
            }
            Thread.sleep(20);
        } catch (IOException e) {
            failures.add(server.name() + ": " + e);
        } catch (InterruptedException e) {
            leaving = true;
        }
    }
}
