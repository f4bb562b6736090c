package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellSubstitutionTest {

    private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

    @TempDir
    private Path directory;

    @Test
    void itRunsInTheDirectoryWithTheEnvironmentAlone() throws InterruptedException {
        assertThat(run("pwd -P; echo $A; echo ${HOME:-no home}", Map.of("PATH", PATH.get("PATH"), "A", "a b"))
                        .output())
                .isEqualTo(directory + "\na b\nno home\n");
    }

    @Test
    void theExitStatusIsHandedOn() throws InterruptedException {
        assertThat(run("echo half; exit 3", PATH)).isEqualTo(new CommandSubstitution.Result("half\n", 3));
    }

    @Test
    void complaintsAreNotOutput() throws InterruptedException {
        List<String> complaints = new ArrayList<>();
        CommandSubstitution.Result result = new ShellSubstitution(directory, Duration.ofSeconds(30), complaints::add)
                .run("echo wrong >&2; echo right", PATH);
        assertThat(result.output()).isEqualTo("right\n");
        assertThat(complaints).containsExactly("wrong");
    }

    @Test
    void aProgramThatAsksIsToldThatThereIsNothing() throws InterruptedException {
        assertThat(run("cat; echo end", PATH).output()).isEqualTo("end\n");
    }

    @Test
    void bothOutputsMayBeLong() throws InterruptedException {
        assertThat(run("yes e | head -c 300000 >&2; yes o | head -c 300000", PATH)
                        .output())
                .hasSize(300_000);
    }

    @Test
    void outputWithoutEndIsCutOff() {
        assertThatThrownBy(() -> run("yes", PATH)).isInstanceOf(SecretsException.class);
    }

    @Test
    void whatTakesTooLongIsKilledWithItsChildren() throws IOException, InterruptedException {
        Path pid = directory.resolve("pid");
        CommandSubstitution impatient = new ShellSubstitution(directory, Duration.ofSeconds(1), line -> {});
        assertThatThrownBy(() -> impatient.run("sh -c 'echo $$ > pid; sleep 600; true'; true", PATH))
                .isInstanceOf(SecretsException.class)
                .hasMessageContaining("did not end within 1 seconds");
        assertGone(Long.parseLong(Files.readString(pid).strip()));
    }

    @Test
    void anInterruptionKillsIt() throws IOException, InterruptedException {
        Path pid = directory.resolve("pid");
        List<Exception> thrown = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                run("echo $$ > pid.new; mv pid.new pid; sleep 600; true", PATH);
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        thread.start();
        for (int waited = 0; !Files.exists(pid) && waited < 500; waited++) {
            Thread.sleep(20);
        }
        thread.interrupt();
        thread.join(10_000);
        assertThat(thrown).hasSize(1);
        assertGone(Long.parseLong(Files.readString(pid).strip()));
    }

    private CommandSubstitution.Result run(String line, Map<String, String> environment) throws InterruptedException {
        return new ShellSubstitution(directory).run(line, environment);
    }

    private static void assertGone(long pid) throws InterruptedException {
        for (int waited = 0; alive(pid) && waited < 500; waited++) {
            Thread.sleep(20);
        }
        assertThat(alive(pid)).isFalse();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
