package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
