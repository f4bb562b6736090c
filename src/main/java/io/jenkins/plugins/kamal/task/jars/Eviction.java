package io.jenkins.plugins.kamal.task.jars;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/** Removes engines and their class-data archives from a cache if nobody has used them for a long time. */
final class Eviction {

    private static final Duration KEPT_UNUSED = Duration.ofDays(7);

    private Eviction() {}

    /** Keeps the directory that is in use, and directories that others have used recently. */
    static void ofAllBut(Path inUse) throws IOException {
        Path cache = inUse.getParent();
        if (cache == null) {
            return;
        }
        FileTime limit = FileTime.from(Instant.now().minus(KEPT_UNUSED));
        try (Stream<Path> entries = Files.list(cache)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (!entry.equals(inUse) && isOlder(entry, limit)) {
                    remove(entry);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static void remove(Path entry) throws IOException {
        try (Stream<Path> files = Files.walk(entry)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            // Another invocation is removing the directory at the same time.
            return;
        }
    }

    private static boolean isOlder(Path entry, FileTime limit) throws IOException {
        try {
            return Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).compareTo(limit) < 0;
        } catch (NoSuchFileException e) {
            // Another invocation is evicting at the same time, or an arriving jar has got its final name.
            return false;
        }
    }
}
