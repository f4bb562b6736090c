package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hook has put something else in the place of the files that the engine writes. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ReplacedFilesTest {

    @TempDir
    private Path path;

    private InvocationDirectory directory;

    @BeforeEach
    void begin() {
        directory = new InvocationDirectory(path);
    }

    private void pipe(String name) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", path.resolve(name).toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** The same thread looks whether a stop is asked for. */
    @Test
    void aSignOfLifeDoesNotWaitForAPipe() throws Exception {
        pipe(InvocationDirectory.STARTED);
        directory.showLife();
    }

    @Test
    void aSignOfLifeIsNotGivenThroughALink() throws Exception {
        Path elsewhere = Files.createFile(path.resolve("elsewhere"));
        Files.setLastModifiedTime(elsewhere, FileTime.fromMillis(0));
        Files.createSymbolicLink(path.resolve(InvocationDirectory.STARTED), elsewhere);
        directory.showLife();
        assertThat(Files.getLastModifiedTime(elsewhere).toMillis()).isZero();
    }

    /** A pipe may take the place of the file at any moment between two signs of life, and within one. */
    @Test
    void aSignOfLifeIsANewFileInThePlaceOfTheOld() throws Exception {
        directory.claim();
        Path started = path.resolve(InvocationDirectory.STARTED);
        Files.setLastModifiedTime(started, FileTime.fromMillis(0));
        Object before = Files.readAttributes(started, BasicFileAttributes.class).fileKey();

        directory.showLife();

        assertThat(Files.getLastModifiedTime(started).toMillis()).isPositive();
        assertThat(Files.readAttributes(started, BasicFileAttributes.class).fileKey())
                .isNotEqualTo(before);
        assertThatThrownBy(directory::claim).isInstanceOf(InvocationDirectory.AlreadyStartedException.class);
        try (Stream<Path> files = Files.list(path)) {
            assertThat(files).containsExactly(started);
        }
    }

    /** While one thread swaps pipes in and out, the other never hangs. */
    @Test
    void pipesThatComeAndGoBlockNothing() throws Exception {
        directory.claim();
        directory.appendOutput("first");
        pipe("pipe");
        AtomicBoolean over = new AtomicBoolean();
        Thread swapping = new Thread(() -> swap(over), "swapping");
        swapping.start();
        try {
            for (int i = 0; i < 300; i++) {
                directory.showLife();
                try {
                    directory.appendOutput("line");
                } catch (EngineException | UncheckedIOException swapped) {
                    // The pipe was there at that moment.
                    continue;
                }
            }
        } finally {
            over.set(true);
            swapping.join();
        }
    }

    private void swap(AtomicBoolean over) {
        for (String name : List.of(InvocationDirectory.STARTED, InvocationDirectory.OUTPUT)) {
            try {
                Files.createLink(path.resolve(name + "-file"), path.resolve(name));
                Files.createLink(path.resolve(name + "-pipe"), path.resolve("pipe"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        while (!over.get()) {
            for (String name : List.of(InvocationDirectory.STARTED, InvocationDirectory.OUTPUT)) {
                for (String kind : List.of("-pipe", "-file")) {
                    replace(name, kind);
                }
            }
        }
    }

    private void replace(String name, String kind) {
        try {
            Path link = path.resolve(name + kind + "-link");
            Files.createLink(link, path.resolve(name + kind));
            Files.move(link, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            // Of two names of the same file, the move keeps both.
            Files.deleteIfExists(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void secretsAreNotReadFromAPipeOrThroughALink() throws Exception {
        pipe(InvocationDirectory.SECRETS);
        Files.setPosixFilePermissions(
                path.resolve(InvocationDirectory.SECRETS), PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(directory::takeHandover)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be read and deleted");
        assertThat(path.resolve(InvocationDirectory.SECRETS)).doesNotExist();

        Path elsewhere = Files.writeString(path.resolve("elsewhere"), "{}");
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(path.resolve(InvocationDirectory.SECRETS), elsewhere);
        assertThatThrownBy(directory::takeHandover)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be read and deleted");
        assertThat(elsewhere).exists();
    }

    @Test
    void aResultIsNotWrittenIntoAPipe() throws Exception {
        pipe(InvocationDirectory.OUTPUT);
        assertThatThrownBy(() -> directory.appendOutput("line"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("is no longer a regular file");
    }

    @Test
    void aResultIsNotWrittenThroughALink() throws Exception {
        Path elsewhere = path.resolve("elsewhere");
        Files.createSymbolicLink(path.resolve(InvocationDirectory.OUTPUT), elsewhere);
        assertThatThrownBy(() -> directory.appendOutput("line")).isInstanceOf(EngineException.class);
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void aResultIsWrittenLineByLine() throws Exception {
        directory.appendOutput("é");
        directory.appendOutput("two");
        assertThat(path.resolve(InvocationDirectory.OUTPUT)).content().isEqualTo("é\ntwo\n");
    }
}
