package io.jenkins.plugins.kamal.engine.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends records to a collector over HTTP, in a thread of its own: up to 100 records per request, and a request at least
 * every five seconds if there are records. Records that the collector does not accept are lost. Only the first failure
 * is reported, and no failure stops the command.
 */
final class OtelShipper {

    private static final int BATCH = 100;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;

    private final String endpoint;
    private final Function<List<ObjectNode>, ObjectNode> request;
    private final Consumer<String> complaints;
    private final BlockingQueue<ObjectNode> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::work, "log records");
    private volatile boolean over;
    private volatile boolean failed;

    OtelShipper(String endpoint, Function<List<ObjectNode>, ObjectNode> request, Consumer<String> complaints) {
        this.endpoint = endpoint;
        this.request = request;
        this.complaints = complaints;
        thread.setDaemon(true);
        thread.start();
    }

    void add(ObjectNode record) {
        queue.add(record);
    }

    /** Whether sending any records has failed. */
    boolean hasFailed() {
        return failed;
    }

    /** Sends the remaining records, and waits no longer than one request may take. */
    void close() {
        over = true;
        thread.interrupt();
        try {
            thread.join(CONNECT.plus(READ).toMillis());
            if (thread.isAlive()) {
                complain("it takes too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (!over || !queue.isEmpty()) {
            List<ObjectNode> batch = nextBatch();
            if (!batch.isEmpty()) {
                send(batch);
            }
        }
    }

    /** Collects the next records until a request is full, the interval is over, or the command has ended. */
    private List<ObjectNode> nextBatch() {
        List<ObjectNode> batch = new ArrayList<>();
        long end = System.nanoTime() + INTERVAL.toNanos();
        try {
            while (batch.size() < BATCH && !over) {
                ObjectNode next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return batch;
                }
                batch.add(next);
            }
        } catch (InterruptedException e) {
            // The command has ended: send the remaining records now.
            queue.drainTo(batch, BATCH - batch.size());
            return batch;
        }
        queue.drainTo(batch, BATCH - batch.size());
        return batch;
    }

    private void send(List<ObjectNode> batch) {
        try {
            int status = post(request.apply(batch).toString());
            if (status / HUNDRED != SUCCESS) {
                complain("HTTP status " + status);
            }
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private int post(String body) throws IOException {
        URI uri = URI.create(endpoint.replaceFirst("/$", "") + "/v1/logs");
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) READ.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        connection.setFixedLengthStreamingMode(bytes.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(bytes);
        }
        int status = connection.getResponseCode();
        connection.disconnect();
        return status;
    }

    private synchronized void complain(String why) {
        if (!failed) {
            failed = true;
            complaints.accept("The log cannot be sent to " + endpoint + " (key output/otel): " + why);
        }
    }
}
