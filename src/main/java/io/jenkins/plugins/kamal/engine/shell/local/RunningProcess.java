package io.jenkins.plugins.kamal.engine.shell.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

    /** How long a process may take that undoes what it is on before it ends. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Process process;
    private final Predicate<ProcessHandle> patience;
    private final OutputReader stdout;
    private final OutputReader stderr;

    /**
     * @param process the process, just started
     * @param lines is given the lines of both outputs, one at a time
     * @param patience which of its children end by themselves when they are asked to, however long that takes
     */
    RunningProcess(Process process, Consumer<String> lines, Predicate<ProcessHandle> patience) {
        this.process = process;
        this.patience = patience;
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

    private void destroyTree() {
        List<ProcessHandle> tree = tree();
        List<ProcessHandle> patient = tree.stream().filter(patience).toList();
        tree.forEach(ProcessHandle::destroy);
        if (haveEnded(tree, GRACE)) {
            return;
        }
        force(tree.stream().filter(process -> !patient.contains(process)).toList());
        if (!haveEnded(patient, PATIENCE)) {
            force(patient);
        }
    }

    /**
     * Noted before any is ended: a process whose parent is gone is no longer its descendant. What a patient process has
     * started is its own affair, a tunnel, say, that it needs to undo what it is on.
     */
    private List<ProcessHandle> tree() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        Set<ProcessHandle> others = all.stream()
                .filter(patience)
                .flatMap(ProcessHandle::descendants)
                .collect(Collectors.toSet());
        return all.stream().filter(handle -> !others.contains(handle)).toList();
    }

    private static void force(List<ProcessHandle> processes) {
        Stream.concat(processes.stream(), processes.stream().flatMap(ProcessHandle::descendants))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean haveEnded(List<ProcessHandle> processes, Duration limit) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends)
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return true;
        } catch (CompletionException tooLong) {
            return false;
        }
    }
}
