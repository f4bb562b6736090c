package io.jenkins.plugins.kamal.engine.shell.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@Tag("flow")
class LocalProcessesTest {

    @TempDir
    Path directory;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Redactor redactor = new Redactor();

    @Test
    void givesStatusAndBothOutputs() throws Exception {
        Output output = sh("echo out; echo err >&2; printf 'no end'; exit 3");

        assertThat(output.exitStatus()).isEqualTo(3);
        assertThat(output.stdout()).isEqualTo("out\nno end");
        assertThat(output.stderr()).isEqualTo("err");
        assertThat(lines).containsExactlyInAnyOrder("out", "err", "no end");
    }

    @Test
    void passesOnNoSecret() throws Exception {
        redactor.add(Secret.of("hunter2"));

        Output output = sh("echo password hunter2; echo hunter2 >&2");

        assertThat(lines).containsExactlyInAnyOrder("password [REDACTED]", "[REDACTED]");
        assertThat(output.stdout()).isEqualTo("password hunter2");
    }

    @Test
    void writesTheInput() throws Exception {
        String input = "line\n".repeat(100_000);
        Output output = run(Command.of("cat").withInput(Secret.of(input)), Map.of());

        assertThat(output.stdout() + "\n").isEqualTo(input);
    }

    @Test
    void survivesAProcessThatDoesNotReadItsInput() throws Exception {
        assertThat(run(Command.of("true").withInput(Secret.of("x".repeat(1_000_000))), Map.of())
                        .succeeded())
                .isTrue();
    }

    @Test
    void givesNoInputWhereThereIsNone() throws Exception {
        assertThat(sh("cat").stdout()).isEmpty();
    }

    @Test
    void setsAndRemovesVariables() throws Exception {
        Output output = run(
                Command.of("/bin/sh", "-c", "echo \"$KAMAL_VERSION|${PATH-none}\""),
                Map.of("KAMAL_VERSION", "v1"),
                Set.of("PATH"));

        assertThat(output.stdout()).startsWith("v1|").doesNotContain(System.getenv("PATH"));
    }

    @Test
    void runsWhereItIsTold() throws Exception {
        assertThat(sh("pwd -P").stdout()).isEqualTo(directory.toRealPath().toString());
    }

    @Test
    void findsProgramsOnThePathThatItsProcessesGet() throws Exception {
        Path tool = Files.writeString(directory.resolve("tool"), "#!/bin/sh\necho found \"$0\"\n");
        tool.toFile().setExecutable(true);

        Output output = new LocalProcesses(redactor, Map.of("PATH", "/nowhere:" + directory))
                .run(Command.of("tool"), Map.of(), directory, lines::add);

        assertThat(output.stdout()).isEqualTo("found " + tool);
    }

    @Test
    void saysThatAProgramIsMissing() throws Exception {
        Output output = run(Command.of("no-such-program", "x"), Map.of());

        assertThat(output.exitStatus()).isEqualTo(127);
        assertThat(output.stderr()).contains("no-such-program: there is no such program");
    }

    @Test
    void saysThatAFileIsNotExecutable() throws Exception {
        Path file = Files.writeString(directory.resolve("hook"), "#!/bin/sh\n");

        Output output = run(Command.of(file.toString()), Map.of());

        assertThat(output.exitStatus()).isEqualTo(126);
        assertThat(output.stderr()).contains("hook cannot be run");
    }

    @Test
    void saysThatTheDirectoryIsMissing() throws Exception {
        Output output = new LocalProcesses(redactor, System.getenv())
                .run(Command.of("true"), Map.of(), directory.resolve("gone"), lines::add);

        assertThat(output.exitStatus()).isEqualTo(127);
        assertThat(output.stderr()).contains("there is no directory").contains("gone");
    }

    @Test
    void endsEverythingThatItStartedWhenInterrupted() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread runner = new Thread(() -> {
            try {
                sh("sleep 600 & echo child $!; echo parent $$; wait");
                end.complete(null);
            } catch (InterruptedException e) {
                end.complete(e);
            }
        });
        runner.start();
        while (lines.size() < 2) {
            Thread.sleep(5);
        }

        runner.interrupt();

        assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        for (String line : lines) {
            long pid = Long.parseLong(line.replaceAll("\\D", ""));
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
                    .as(line)
                    .isEmpty();
        }
    }

    /** What a hook's call of kamal is: it undoes what it is on, longer than others may take, and needs its own child. */
    @Test
    void whoEndsByItselfIsWaitedForAndWhatItHasStartedIsLeftToIt() throws Exception {
        Path script = Files.writeString(directory.resolve("patient.sh"), """
                sleep 600 & child=$!
                trap 'sleep 11; grep "^State" /proc/$child/status > state; kill $child; exit' TERM
                echo $$
                wait
                """);
        CompletableFuture<Long> patient = new CompletableFuture<>();
        LocalProcesses local =
                new LocalProcesses(redactor, System.getenv(), process -> process.pid() == patient.getNow(0L));
        Thread runner = new Thread(() -> {
            try {
                local.run(
                        Command.of("/bin/sh", "-c", "sh " + script + " & wait"),
                        Map.of(),
                        directory,
                        line -> patient.complete(Long.valueOf(line)));
            } catch (InterruptedException expected) {
                return;
            }
        });
        runner.start();
        patient.get(30, TimeUnit.SECONDS);

        runner.interrupt();

        runner.join(60_000);
        assertThat(directory.resolve("state")).content().contains("S (sleeping)");
    }

    private Output sh(String script) throws InterruptedException {
        return run(Command.of("/bin/sh", "-c", script), Map.of());
    }

    private Output run(Command command, Map<String, String> environment) throws InterruptedException {
        return run(command, environment, Set.of());
    }

    private Output run(Command command, Map<String, String> environment, Set<String> removed)
            throws InterruptedException {
        Map<String, String> remaining = new HashMap<>(System.getenv());
        remaining.keySet().removeAll(removed);
        return new LocalProcesses(redactor, remaining).run(command, environment, directory, lines::add);
    }
}
