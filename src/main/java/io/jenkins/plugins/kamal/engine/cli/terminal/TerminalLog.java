package io.jenkins.plugins.kamal.engine.cli.terminal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.Events;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The log of a command on a terminal: line by line, with the progress below in a line that is rewritten. Several threads
 * may use it.
 */
public final class TerminalLog implements Events, AutoCloseable {

    private static final long REDRAW_MILLIS = 1000;
    private static final String ERASE = "\r\u001B[K";

    /** The terminal cuts a line that is too long, and does not wrap it: a wrapped line could not be rewritten. */
    private static final String CUT = "\u001B[?7l";

    private static final String WRAP = "\u001B[?7h";

    private final PrintStream out;
    private final Redactor redactor;
    private final Clock clock;
    private final HostProgress progress = new HostProgress();

    private final ScheduledExecutorService redraws = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });

    private boolean closed;

    @CheckForNull
    private String drawn;

    /** Opens a log on a terminal, whose last line may be rewritten. */
    public TerminalLog(PrintStream out, Redactor redactor, Clock clock) {
        this.out = out;
        this.redactor = redactor;
        this.clock = clock;
        redraws.scheduleWithFixedDelay(this::redraw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Prints a line above the progress. */
    public synchronized void print(String line) {
        erase();
        out.println(line);
        draw();
    }

    @Override
    public void tell(DeployEvent event) {
        progress.add(event, clock.millis());
        redraw();
    }

    private synchronized void redraw() {
        if (!Objects.equals(line(), drawn)) {
            erase();
            draw();
        }
    }

    private void erase() {
        if (drawn != null) {
            out.print(ERASE);
            out.flush();
            drawn = null;
        }
    }

    private void draw() {
        String line = line();
        if (line != null) {
            out.print(CUT + line + WRAP);
            out.flush();
            drawn = line;
        }
    }

    /** The line that shows the progress; null if there is nothing to show. */
    @CheckForNull
    private String line() {
        return closed
                ? null
                : progress.text(clock.millis()).map(redactor::redact).orElse(null);
    }

    /** Removes the progress; later lines are printed as they are. */
    @Override
    public synchronized void close() {
        erase();
        closed = true;
        redraws.shutdownNow();
    }
}
