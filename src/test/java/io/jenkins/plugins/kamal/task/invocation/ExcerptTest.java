package io.jenkins.plugins.kamal.task.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a hook may put in the place of the log, of the events or of the output. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ExcerptTest {

    @TempDir
    private Path temporary;

    @Test
    void aNamedPipeIsNotOpened() throws Exception {
        Path pipe = temporary.resolve("log");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(read(0, true)).isEqualTo(new Excerpt("", 0));
    }

    /** Whoever opened a named pipe for reading would wait for a writer, for ever. */
    @Test
    void aNamedPipeThatAppearsAfterTheLookIsNotWaitedFor() throws Exception {
        Path pipe = temporary.resolve("log");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (OpenDirectory directory = OpenDirectory.of(temporary);
                SeekableByteChannel channel = Excerpt.open(directory, "log")) {
            assertThat(channel.size()).isZero();
        }
    }

    @Test
    void aDirectoryHasNoText() throws Exception {
        Files.createDirectory(temporary.resolve("log"));
        assertThat(read(3, true)).isEqualTo(new Excerpt("", 3));
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path other = Files.writeString(temporary.resolve("other"), "of the agent\n");
        Files.createSymbolicLink(temporary.resolve("log"), other);
        assertThat(read(0, true)).isEqualTo(new Excerpt("", 0));
    }

    @Test
    void aFileThatBecameShorterHasNothingNew() throws Exception {
        Files.writeString(temporary.resolve("log"), "a\n");
        assertThat(read(100, true)).isEqualTo(new Excerpt("", 100));
    }

    private Excerpt read(long position, boolean partial) throws IOException {
        try (OpenDirectory directory = OpenDirectory.of(temporary)) {
            return Excerpt.of(directory, "log", position, partial);
        }
    }
}
