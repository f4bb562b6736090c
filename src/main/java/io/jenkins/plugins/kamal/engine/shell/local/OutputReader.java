package io.jenkins.plugins.kamal.engine.shell.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads an output to its end: keeps the last part of it, and passes every line on as soon as it is whole. */
final class OutputReader {

    private static final int KEPT = 16 << 20;

    private final InputStream input;
    private final Consumer<String> lines;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private final Thread thread;

    OutputReader(String name, InputStream input, Consumer<String> lines) {
        this.input = input;
        this.lines = lines;
        this.thread = new Thread(this::read, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void join(Duration limit) throws InterruptedException {
        thread.join(limit.toMillis());
    }

    /** What was printed, without the last line end. */
    synchronized String text() {
        int end = text.length();
        return text.substring(0, end > 0 && text.charAt(end - 1) == '\n' ? end - 1 : end);
    }

    private void read() {
        char[] buffer = new char[8192];
        try (Reader reader = new InputStreamReader(input, StandardCharsets.UTF_8)) {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                keep(buffer, count);
                split(buffer, count);
            }
        } catch (IOException e) {
            // The process was ended while it was read from.
        }
        if (line.length() > 0) {
            lines.accept(line.toString());
        }
    }

    private synchronized void keep(char[] buffer, int count) {
        text.append(buffer, 0, count);
        if (text.length() > 2 * KEPT) {
            text.delete(0, text.length() - KEPT);
        }
    }

    private void split(char[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                int end = line.length();
                lines.accept(line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end));
                line.setLength(0);
            } else {
                line.append(buffer[i]);
            }
        }
    }
}
