package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLogFileTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07.891234Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    @Test
    void eachLineHasItsTimeAndIsThereAtOnce() throws IOException {
        Path file = directory.resolve("commands");

        try (CommandLogFile log = new CommandLogFile(file, CLOCK)) {
            log.add("    [10.0.0.1] docker ps (0.12 s)");

            assertThat(file).hasContent("2026-03-04T05:06:07.891Z     [10.0.0.1] docker ps (0.12 s)");
        }
    }

    @Test
    void theUserOfTheAgentCanReadTheFileOfAnEngineInAContainer() throws IOException {
        Path file = directory.resolve("commands");

        new CommandLogFile(file, CLOCK).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void aLongLogHasItsBeginningAndItsEndAndSaysHowMuchIsMissing() throws IOException {
        Path file = directory.resolve("commands");

        try (CommandLogFile log = new CommandLogFile(file, CLOCK)) {
            for (int i = 0; i < 30_000; i++) {
                log.add(i + " " + "x".repeat(1000));
            }
        }

        assertThat(Files.size(file)).isLessThanOrEqualTo(CommandLogFile.LARGEST);
        assertThat(Files.readString(file))
                .contains(" 0 xxx", " 29999 xxx")
                .containsPattern("Lines left out here: \\d+");
    }

    /** Whoever can enter the directory may have put a link there; the commands go on without their log. */
    @Test
    void aFileThatIsThereAlreadyIsNotFollowedAndNotChanged() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "of somebody");
        Path file = Files.createSymbolicLink(directory.resolve("commands"), other);

        try (CommandLogFile log = new CommandLogFile(file, CLOCK)) {
            log.add("a line");
        }

        assertThat(other).hasContent("of somebody");
    }
}
