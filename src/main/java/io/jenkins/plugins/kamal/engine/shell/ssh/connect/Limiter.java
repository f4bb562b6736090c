package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Limits how many asynchronous tasks run at the same time. The others wait in a queue, without a waiting thread. */
public final class Limiter {

    private final Deque<Supplier<CompletionStage<?>>> waiting = new ArrayDeque<>();
    private int width;

    /** The number of free slots; can be negative after {@link #narrow}. */
    private int free;

    public Limiter(int width) {
        this.width = width;
        this.free = width;
    }

    /**
     * Starts the work as soon as a slot is free. The slot is free again when the stage of the work is complete.
     *
     * @param work starts the work
     * @param failed takes the exception that {@code work} throws
     */
    public void enter(Supplier<? extends CompletionStage<?>> work, Consumer<RuntimeException> failed) {
        Supplier<CompletionStage<?>> safely = () -> {
            try {
                return work.get();
            } catch (RuntimeException e) {
                failed.accept(e);
                return CompletableFuture.completedFuture(null);
            }
        };
        enter(safely);
    }

    private void enter(Supplier<CompletionStage<?>> work) {
        synchronized (this) {
            if (free <= 0) {
                waiting.add(work);
                return;
            }
            free--;
        }
        begin(work);
    }

    private void begin(Supplier<CompletionStage<?>> work) {
        Optional<Supplier<CompletionStage<?>>> next = Optional.of(work);
        while (next.isPresent()) {
            CompletableFuture<?> future = next.get().get().toCompletableFuture();
            if (!future.isDone()) {
                future.whenComplete((value, error) -> next().ifPresent(this::begin));
                return;
            }
            next = next();
        }
    }

    /** Removes one slot as soon as one is free. Returns false if only one slot is left. */
    public synchronized boolean narrow() {
        if (width == 1) {
            return false;
        }
        width--;
        free--;
        return true;
    }

    /** The work that has waited longest. If no work waits, the slot becomes free. */
    private synchronized Optional<Supplier<CompletionStage<?>>> next() {
        if (free < 0 || waiting.isEmpty()) {
            free++;
            return Optional.empty();
        }
        return Optional.of(waiting.remove());
    }
}
