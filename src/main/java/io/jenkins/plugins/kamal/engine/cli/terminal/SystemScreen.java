package io.jenkins.plugins.kamal.engine.cli.terminal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.shell.Screen;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The screen and the keyboard of this process's terminal, byte by byte. */
final class SystemScreen implements Screen, AutoCloseable {

    private static final Size USUAL = new Size(80, 24);
    private static final long LOOK_MILLIS = 1000;

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "size of the terminal");
        thread.setDaemon(true);
        return thread;
    });

    @CheckForNull
    private Size told;

    @Override
    public String kind() {
        return System.getenv().getOrDefault("TERM", "xterm");
    }

    @Override
    public Size size() {
        String[] rowsAndColumns = Stty.output("stty size").split(" ");
        try {
            Size size = new Size(Integer.parseInt(rowsAndColumns[1]), Integer.parseInt(rowsAndColumns[0]));
            return size.columns() == 0 || size.rows() == 0 ? USUAL : size;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return USUAL;
        }
    }

    /** Polls the size, because the signal for a new size does not reach a Java program. */
    @Override
    public void onResize(Consumer<Size> listener) {
        told = size();
        looks.scheduleWithFixedDelay(
                () -> {
                    Size now = size();
                    if (!now.equals(told)) {
                        told = now;
                        listener.accept(now);
                    }
                },
                LOOK_MILLIS,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    @SuppressFBWarnings(value = "OBL_UNSATISFIED_OBLIGATION", justification = "standard input is not ours to close")
    public Optional<InputStream> keys() {
        return Optional.of(new FileInputStream(FileDescriptor.in));
    }

    @Override
    public OutputStream picture() {
        return new FileOutputStream(FileDescriptor.out);
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
