package io.jenkins.plugins.kamal.engine.process;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process and its descendants, which are asked to end and then killed. */
final class ProcessTree {

    /** How long a process may take to end after it has been asked to. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** How long a process that first undoes its work may take to end. */
    private static final Duration LONG_GRACE = Duration.ofMinutes(15);

    private final ProcessHandle root;
    private final Predicate<ProcessHandle> endsByItself;

    /** @param endsByItself which processes undo their work when they are asked to end, and so may take longer */
    ProcessTree(ProcessHandle root, Predicate<ProcessHandle> endsByItself) {
        this.root = root;
        this.endsByItself = endsByItself;
    }

    void end() {
        List<ProcessHandle> processes = processes();
        List<ProcessHandle> slow = processes.stream().filter(endsByItself).toList();
        processes.forEach(ProcessHandle::destroy);
        if (haveEnded(processes, GRACE)) {
            return;
        }
        kill(processes.stream().filter(process -> !slow.contains(process)).toList());
        if (!haveEnded(slow, LONG_GRACE)) {
            kill(slow);
        }
    }

    /**
     * Lists the processes before any of them ends, because the children of a process that is gone are no longer its
     * descendants. A process that ends by itself also ends its own children, because it may need a child, such as a
     * tunnel, to undo its work.
     */
    private List<ProcessHandle> processes() {
        List<ProcessHandle> all =
                Stream.concat(root.descendants(), Stream.of(root)).toList();
        Set<ProcessHandle> others = all.stream()
                .filter(endsByItself)
                .flatMap(ProcessHandle::descendants)
                .collect(Collectors.toSet());
        return all.stream().filter(process -> !others.contains(process)).toList();
    }

    private static void kill(List<ProcessHandle> processes) {
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
