package io.jenkins.plugins.kamal.engine.shell.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A process with its outputs read and its input written, until it is over or has to be. */
final class RunningProcess {

    /** How long a process may take to end when it is asked to, before it is made to. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /**
     * How long outputs are read on after the process itself has ended: a child it left behind may hold them open for
     * ever.
     */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final Process process;
    private final OutputReader stdout;
    private final OutputReader stderr;

    /**
     * @param process the process, just started
     * @param lines is given the lines of both outputs, one at a time
     */
    RunningProcess(Process process, Consumer<String> lines) {
        this.process = process;
        Consumer<String> oneAtATime = line -> {
            synchronized (this) {
                lines.accept(line);
            }
        };
        this.stdout = new OutputReader("stdout of " + process.pid(), process.getInputStream(), oneAtATime);
        this.stderr = new OutputReader("stderr of " + process.pid(), process.getErrorStream(), oneAtATime);
    }

    /** Waits for the end; an interrupt ends the process and everything it has started. */
    int finish(Optional<String> input) throws InterruptedException {
        try {
            stdout.start();
            stderr.start();
            input.ifPresent(this::write);
            int status = process.waitFor();
            stdout.join(LINGER);
            stderr.join(LINGER);
            return status;
        } catch (InterruptedException e) {
            destroyTree();
            throw e;
        }
    }

    String stdout() {
        return stdout.text();
    }

    String stderr() {
        return stderr.text();
    }

    private void write(String input) {
        Thread writer = new Thread(
                () -> {
                    try (OutputStream stdin = process.getOutputStream()) {
                        stdin.write(input.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        // It ended, or closed its input, before it had read everything; its exit status says whether
                        // that matters.
                    }
                },
                "stdin of " + process.pid());
        writer.setDaemon(true);
        writer.start();
    }

    /** Children first noted, then ended: a process whose parent is gone is no longer its descendant. */
    private void destroyTree() {
        List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        tree.forEach(ProcessHandle::destroy);
        CompletableFuture<?>[] ends = tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends)
                    .orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (java.util.concurrent.CompletionException e) {
            Stream.concat(tree.stream(), tree.stream().flatMap(ProcessHandle::descendants))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }
}
