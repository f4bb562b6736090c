package io.jenkins.plugins.kamal.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a workspace may put in the place of a file. */
class RegularFileTest {

    @TempDir
    private Path directory;

    @Test
    void aFileIsReadUpToItsLimit() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "größer");
        assertThat(RegularFile.text(file, 8)).isEqualTo("größer");
        assertThatThrownBy(() -> RegularFile.text(file, 7)).isInstanceOf(RegularFile.TooLargeException.class);
    }

    @Test
    void anotherEncodingIsFoundInItsLine() throws IOException {
        Path file = Files.write(directory.resolve("file"), "a\nb\nä".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> RegularFile.text(file, 100))
                .isInstanceOfSatisfying(RegularFile.NotUtf8Exception.class, e -> assertThat(e.line())
                        .isEqualTo(3))
                .hasMessage("byte 0xE4 begins no character");
        Path cut = Files.write(directory.resolve("cut"), new byte[] {'a', '\n', (byte) 0xC3});
        assertThatThrownBy(() -> RegularFile.text(cut, 100))
                .isInstanceOfSatisfying(RegularFile.NotUtf8Exception.class, e -> assertThat(e.line())
                        .isEqualTo(2));
    }

    @Test
    void nobodyWaitsForAPipeOrReadsADevice() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertRefused(() -> RegularFile.bytes(pipe, 100));
        Path device = Files.createSymbolicLink(directory.resolve("device"), Path.of("/dev/zero"));
        assertRefused(() -> RegularFile.bytes(device, 100));
        assertRefused(() -> RegularFile.bytes(directory, 100));
        assertThatThrownBy(() -> RegularFile.bytes(directory.resolve("none"), 100))
                .isInstanceOf(NoSuchFileException.class);
    }

    /** The file was regular when it was checked, and a pipe when it was opened. */
    @Test
    void nobodyWaitsForAPipeThatCameAfterTheCheck() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(
                        () -> RegularFile.opened(pipe, 100, Duration.ofMillis(200)))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(pipe.toString())
                .hasMessageContaining("look for a named pipe in its place"));
    }

    @Test
    void theBeginningOfALongFileIsEnough() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "#!/bin/sh\nlong");
        assertThat(RegularFile.beginning(file, 9)).asString().isEqualTo("#!/bin/sh");
    }

    private static void assertRefused(Executable reading) {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(reading::execute)
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("not a regular file"));
    }
}
