package io.jenkins.plugins.kamal.engine.version.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.ShippedClassPath;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another job of the same agent has put a named pipe in the place of a configuration file of git. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class UserConfigFilesTest {

    @TempDir
    private Path home;

    @Test
    void thePipeIsNamed() throws Exception {
        Path pipe = pipe(".gitconfig");
        assertThatThrownBy(() -> QuietSystemReader.requireRegularUserFiles(Map.of("HOME", home.toString())))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining(pipe + " is not a regular file");
    }

    @Test
    void thePipeBelowAnotherDirectoryIsNamed() throws Exception {
        Path pipe = pipe("elsewhere/git/config");
        assertThatThrownBy(() -> QuietSystemReader.requireRegularUserFiles(Map.of(
                        "HOME",
                        home.toString(),
                        "XDG_CONFIG_HOME",
                        home.resolve("elsewhere").toString())))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining(pipe + " is not a regular file");
    }

    @Test
    void filesThatAreMissingOrRegularAreReadable() throws Exception {
        QuietSystemReader.requireRegularUserFiles(Map.of());
        QuietSystemReader.requireRegularUserFiles(Map.of("HOME", home.toString()));
        Files.writeString(home.resolve(".gitconfig"), "[user]\n");
        assertThatNoException()
                .isThrownBy(() -> QuietSystemReader.requireRegularUserFiles(Map.of("HOME", home.toString())));
    }

    /** The process of the engine ends, although nobody ever writes into the pipe. */
    @Test
    void theIdentityIsNotWaitedFor() throws Exception {
        Path pipe = pipe(".gitconfig");
        ProcessBuilder reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ShippedClassPath.with(Reader.class),
                        Reader.class.getName(),
                        home.toString())
                .redirectErrorStream(true);
        reader.environment().put("HOME", home.toString());
        Process process = reader.start();
        process.getOutputStream().close();
        assertThat(new String(process.getInputStream().readAllBytes())).contains(pipe + " is not a regular file");
        process.waitFor();
    }

    /** A process that reads the identity. */
    public static final class Reader {

        public static void main(String[] arguments) {
            System.out.println(GitIdentity.of(Path.of(arguments[0])));
        }
    }

    private Path pipe(String name) throws Exception {
        Path pipe = home.resolve(name);
        Files.createDirectories(pipe.getParent());
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }
}
