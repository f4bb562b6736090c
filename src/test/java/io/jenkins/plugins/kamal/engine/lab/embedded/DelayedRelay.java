package io.jenkins.plugins.kamal.engine.lab.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A distant server: what is sent to this port arrives at the server's a while later, and what the server sends comes
 * back as late. Only time is added; nothing is lost, and as much as wants to is on its way at the same time.
 */
public final class DelayedRelay implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;
    private static final byte[] END = {};

    private record Parcel(byte[] bytes, long due) {}

    private final ServerSocket entrance;
    private final InetSocketAddress server;
    private final long delayNanos;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private DelayedRelay(InetSocketAddress entrance, InetSocketAddress server, Duration oneWay) throws IOException {
        this.entrance = new ServerSocket(entrance.getPort(), 50, entrance.getAddress());
        this.server = server;
        this.delayNanos = oneWay.toNanos();
    }

    /**
     * A relay before a server, until it is closed.
     *
     * @param oneWay how long it takes in each direction: half of a round trip
     */
    public static DelayedRelay before(InetSocketAddress server, Duration oneWay) {
        return at(new InetSocketAddress("127.0.0.1", 0), server, oneWay);
    }

    /** The same, at an address of this machine; with port 0, at any port. */
    public static DelayedRelay at(InetSocketAddress entrance, InetSocketAddress server, Duration oneWay) {
        try {
            DelayedRelay relay = new DelayedRelay(entrance, server, oneWay);
            relay.begin(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to connect to. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** How many bytes have been sent through it since it was made, in both directions. */
    public long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        quietly(entrance);
        sockets.forEach(DelayedRelay::quietly);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = keep(entrance.accept());
            Socket onward = keep(new Socket(server.getAddress(), server.getPort()));
            relay(client, onward);
            relay(onward, client);
        }
    }

    private Socket keep(Socket socket) throws IOException {
        sockets.add(socket);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private void relay(Socket from, Socket to) {
        BlockingQueue<Parcel> underway = new LinkedBlockingQueue<>();
        begin(() -> receive(from.getInputStream(), underway));
        begin(() -> deliver(underway, to));
    }

    private void receive(InputStream from, BlockingQueue<Parcel> underway) throws IOException {
        byte[] buffer = new byte[CHUNK];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                bytes.addAndGet(count);
                underway.add(new Parcel(Arrays.copyOf(buffer, count), System.nanoTime() + delayNanos));
            }
        } finally {
            underway.add(new Parcel(END, System.nanoTime() + delayNanos));
        }
    }

    private static void deliver(BlockingQueue<Parcel> underway, Socket to) throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        for (Parcel parcel = underway.take(); parcel.bytes().length > 0; parcel = underway.take()) {
            waitFor(parcel);
            out.write(parcel.bytes());
        }
        to.shutdownOutput();
    }

    private static void waitFor(Parcel parcel) throws InterruptedException {
        long nanos = parcel.due() - System.nanoTime();
        if (nanos > 0) {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void begin(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException closed) {
                        // A connection that ends is all that it can be.
                    }
                },
                "delayed relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
