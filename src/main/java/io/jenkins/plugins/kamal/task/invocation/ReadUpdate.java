package io.jenkins.plugins.kamal.task.invocation;

import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Reads, on the agent, what an invocation has written since the last read, or waits until it has written something. */
final class ReadUpdate extends AgentFileWork<InvocationUpdate> {

    @Serial
    private static final long serialVersionUID = 1;

    private static final long SIGN_EVERY_MILLIS = 5_000;
    private static final long GLANCE_MILLIS = 5;

    /** How long to wait for the line that usually follows an event at once. */
    private static final long LINE_AFTER_EVENT_MILLIS = 50;

    private final long logPosition;
    private final long eventsPosition;
    private final boolean atTheEnd;
    private final long patienceMillis;

    private ReadUpdate(long logPosition, long eventsPosition, boolean atTheEnd, Duration patience) {
        this.logPosition = logPosition;
        this.eventsPosition = eventsPosition;
        this.atTheEnd = atTheEnd;
        this.patienceMillis = patience.toMillis();
    }

    /** Reads what is there. */
    static ReadUpdate now(long logPosition, long eventsPosition) {
        return new ReadUpdate(logPosition, eventsPosition, false, Duration.ZERO);
    }

    /** Also reads a last line without a line break. */
    static ReadUpdate atTheEnd(long logPosition, long eventsPosition) {
        return new ReadUpdate(logPosition, eventsPosition, true, Duration.ZERO);
    }

    /** Waits until there is something, at most for this long, which must be much shorter than the time limit of the work. */
    static ReadUpdate waiting(long logPosition, long eventsPosition, Duration patience) {
        return new ReadUpdate(logPosition, eventsPosition, false, patience);
    }

    @Override
    protected InvocationUpdate work(File directory) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        InvocationUpdate update = read(directory);
        while (update.present() && update.log().text().isEmpty() && System.nanoTime() < end) {
            if (update.isAny()) {
                end = Math.min(end, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINE_AFTER_EVENT_MILLIS));
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
            update = read(directory);
        }
        return update;
    }

    private InvocationUpdate read(File directory) throws IOException {
        try (OpenDirectory files = OpenDirectory.of(directory.toPath())) {
            showThatJenkinsReads(files);
            return new InvocationUpdate(
                    Excerpt.of(files, InvocationFiles.LOG, logPosition, atTheEnd),
                    Excerpt.of(files, InvocationDirectory.EVENTS, eventsPosition, false),
                    true,
                    files.look(InvocationDirectory.STARTED)
                            .map(ReadUpdate::ageMillis)
                            .orElse(0L));
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return new InvocationUpdate(new Excerpt("", logPosition), new Excerpt("", eventsPosition), false, 0);
        }
    }

    /** Puts a copy of the file that the plugin left for this in its place, unless the file is a few seconds old. */
    private static void showThatJenkinsReads(OpenDirectory files) throws IOException {
        BasicFileAttributes followed = files.look(InvocationDirectory.FOLLOWED).orElse(null);
        if (followed == null || !followed.isRegularFile()) {
            return;
        }
        long age = ageMillis(followed);
        if (age < 0 || age >= SIGN_EVERY_MILLIS) {
            String absence =
                    Excerpt.of(files, InvocationDirectory.FOLLOWED, 0, true).text();
            files.put(InvocationDirectory.FOLLOWED, absence.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
        }
    }

    private static long ageMillis(BasicFileAttributes file) {
        return System.currentTimeMillis() - file.lastModifiedTime().toMillis();
    }
}
