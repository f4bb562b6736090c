package io.jenkins.plugins.kamal.task.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Work on files that do not answer. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class AgentFileWorkTest {

    @TempDir
    private Path temporary;

    @Test
    void isGivenUpWhereItWaitsForANamedPipe() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", temporary.resolve("file").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThatThrownBy(() -> directory().act(new Read("file")))
                .matches(StuckFileException::isCauseOf)
                .hasMessageContaining(
                        "The files in " + temporary + " on the agent were not read or written within 1 s. Look there"
                                + " for a named pipe, which a hook or another program has put in the place of a file, and for a"
                                + " disk that does not answer");
    }

    @Test
    void returnsItsResultOrItsFailure() throws Exception {
        Files.writeString(temporary.resolve("file"), "text");
        assertThat(directory().act(new Read("file"))).isEqualTo("text");
        assertThatThrownBy(() -> directory().act(new Read("missing")))
                .isInstanceOf(IOException.class)
                .matches(failure -> !StuckFileException.isCauseOf(failure))
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> directory().act(new Read("not\0possible"))).hasMessageContaining("Nul character");
    }

    @Test
    void goesOnInAnotherDirectory() throws Exception {
        Path other = Files.createDirectory(temporary.resolve("other"));
        Files.writeString(other.resolve("file"), "text");
        FilePath second = new FilePath(other.toFile());

        assertThatThrownBy(() -> directory().act(new ConsecutiveWork<>(new Read("file"), second, new Delete("file"))))
                .hasMessageContaining(temporary.resolve("file").toString());
        assertThat(other.resolve("file")).as("after a failure").exists();

        Files.writeString(temporary.resolve("file"), "another text");
        assertThat(directory().act(new ConsecutiveWork<>(new Read("file"), second, new Read("file"))))
                .isEqualTo("text");
        directory().act(new ConsecutiveWork<>(new Read("file"), second, new Delete("file")));
        assertThat(other.resolve("file")).doesNotExist();
        assertThat(temporary.resolve("file")).exists();
    }

    private FilePath directory() {
        return new FilePath(temporary.toFile());
    }

    private static final class Read extends AgentFileWork<String> {

        @Serial
        private static final long serialVersionUID = 1;

        private final String name;

        Read(String name) {
            super(Duration.ofSeconds(1));
            this.name = name;
        }

        @Override
        protected String work(File directory) throws IOException {
            return Files.readString(directory.toPath().resolve(name));
        }
    }

    private static final class Delete extends AgentFileWork<Void> {

        @Serial
        private static final long serialVersionUID = 1;

        private final String name;

        Delete(String name) {
            this.name = name;
        }

        @Override
        protected Void work(File directory) throws IOException {
            Files.delete(directory.toPath().resolve(name));
            return null;
        }
    }
}
