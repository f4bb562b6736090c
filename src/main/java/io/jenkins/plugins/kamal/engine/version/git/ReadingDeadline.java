package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The time within which a repository must have been read. Somebody who controls the workspace can put a named pipe in the
 * place of any of git's files, and Java waits in {@code open} for a writer, deaf to interruptions. Therefore another
 * thread reads, and is given up after this time.
 *
 * @param limit the time
 */
record ReadingDeadline(Duration limit) {

    static final ReadingDeadline STANDARD = new ReadingDeadline(Duration.ofMinutes(5));

    private static final String NO_FILE = "; look for a full or slow disk on the agent";
    private static final int FILES_SEARCHED = 200_000;

    /**
     * Reads something of a repository.
     *
     * @throws VersionException if it is not read in time; the message names a file that is not regular, if there is one
     * @throws IOException if the reading throws it
     */
    <T> T read(GitLocation location, Callable<T> reading) throws IOException {
        return read(
                "The repository " + location.root(),
                reading,
                () -> specialFile(location)
                                .map(file -> ", because " + file + " is not a regular file")
                                .orElse(NO_FILE)
                        + ". Check the workspace out anew");
    }

    /**
     * Reads something that is in no repository.
     *
     * @param what the subject of the message
     * @throws VersionException if it is not read in time
     * @throws IOException if the reading throws it
     */
    <T> T read(String what, Callable<T> reading) throws IOException {
        return read(what, reading, () -> NO_FILE);
    }

    private <T> T read(String what, Callable<T> reading, Supplier<String> reason) throws IOException {
        FutureTask<T> task = new FutureTask<>(reading);
        Thread reader = new Thread(task, "reads " + what);
        reader.setDaemon(true);
        reader.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new VersionException(what + " was not read within " + limit.toSeconds() + " s" + reason.get(), e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new VersionException("Interrupted: " + what + " was not read", e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static IOException unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException exception ? exception : new IOException(cause);
    }

    /** A pipe, socket or device among git's own files. */
    private static Optional<Path> specialFile(GitLocation location) {
        return Stream.of(location.gitDir(), location.commonDir())
                .distinct()
                .flatMap(directory -> specialFile(directory).stream())
                .findFirst();
    }

    private static Optional<Path> specialFile(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.limit(FILES_SEARCHED)
                    .filter(file -> Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
