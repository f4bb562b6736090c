package io.jenkins.plugins.kamal.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads one output of a process in a thread of its own. */
final class OutputCollector {

    private final InputStream input;
    private final OutputBound bound;
    private final LineSplitter lines;
    private final Runnable overflow;
    private final Thread thread;
    private final StringBuilder text = new StringBuilder();
    private boolean tooLarge;

    /** @param overflow stops the process when it has printed more than the bound allows */
    OutputCollector(String name, InputStream input, OutputBound bound, LineSplitter lines, Runnable overflow) {
        this.input = input;
        this.bound = bound;
        this.lines = lines;
        this.overflow = overflow;
        this.thread = new Thread(this::read, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Waits for the end of the output, and returns whether it has ended within the limit; null means no limit. */
    boolean awaitEnd(@CheckForNull Duration limit) throws InterruptedException {
        if (limit == null) {
            thread.join();
        } else {
            thread.join(Math.max(1, limit.toMillis()));
        }
        return !thread.isAlive();
    }

    synchronized String text() {
        return text.toString();
    }

    synchronized boolean isTooLarge() {
        return tooLarge;
    }

    private void read() {
        char[] buffer = new char[8192];
        try (Reader reader = new InputStreamReader(input, StandardCharsets.UTF_8)) {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                if (!keep(buffer, count)) {
                    overflow.run();
                    return;
                }
                lines.accept(buffer, count);
            }
        } catch (IOException e) {
            // The process was stopped while its output was read.
        }
        lines.end();
    }

    private synchronized boolean keep(char[] buffer, int count) {
        text.append(buffer, 0, count);
        if (bound.refusesMore()) {
            tooLarge = text.length() > bound.characters();
            return !tooLarge;
        }
        if (text.length() > 2 * bound.characters()) {
            text.delete(0, text.length() - bound.characters());
        }
        return true;
    }
}
