package io.jenkins.plugins.kamal.engine.version.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.resolve.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of git that nobody can foresee is a named pipe: the reading ends nevertheless, and names the file. */
class ReadingDeadlineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path temp;

    private TestRepository repository;

    @BeforeEach
    void commit() {
        repository = TestRepository.withCommit(temp.resolve("shop"));
    }

    @Test
    void endsWhereACommitIsAPipe() throws Exception {
        String sha = Files.readString(repository.file(".git/refs/heads/main")).strip();
        Path object = repository.file(".git/objects/" + sha.substring(0, 2) + "/" + sha.substring(2));
        Files.delete(object);
        assertThat(new ProcessBuilder("mkfifo", object.toString()).start().waitFor())
                .isZero();
        JGitReader reader = new JGitReader(location(), new ReadingDeadline(Duration.ofSeconds(1)));

        assertThatThrownBy(() -> assertTimeoutPreemptively(PATIENCE, reader::head))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("was not read within 1 s, because " + object + " is not a regular file");
    }

    @Test
    void endsWhereNoFileIsToBlame() {
        ReadingDeadline deadline = new ReadingDeadline(Duration.ofMillis(50));

        assertThatThrownBy(() -> assertTimeoutPreemptively(
                        PATIENCE,
                        () -> deadline.read(location(), () -> {
                            Thread.sleep(PATIENCE.toMillis());
                            return "";
                        })))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("look for a full or slow disk");
    }

    @Test
    void passesResultsAndFailuresOn() throws Exception {
        assertThat(ReadingDeadline.STANDARD.read(location(), () -> "read")).isEqualTo("read");
        assertThatThrownBy(() -> ReadingDeadline.STANDARD.read(location(), () -> {
                    throw new IOException("damaged");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("damaged");
        assertThatThrownBy(() -> ReadingDeadline.STANDARD.read(location(), () -> {
                    throw new VersionException("refused");
                }))
                .isInstanceOf(VersionException.class)
                .hasMessage("refused");
    }

    private GitLocation location() {
        return GitLocation.of(repository.root());
    }
}
