package io.jenkins.plugins.kamal.engine.shell.ssh;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Lets so many pieces of asynchronous work run at a time; the rest waits its turn, and no thread waits with it. */
final class Lanes {

    private final Deque<Supplier<? extends CompletionStage<?>>> waiting = new ArrayDeque<>();
    private int free;

    Lanes(int width) {
        free = width;
    }

    /** Begins the work as soon as a lane is free; the lane is free again when the stage that it gives is complete. */
    void enter(Supplier<? extends CompletionStage<?>> work) {
        synchronized (this) {
            if (free == 0) {
                waiting.add(work);
                return;
            }
            free--;
        }
        begin(work);
    }

    private void begin(Supplier<? extends CompletionStage<?>> work) {
        Supplier<? extends CompletionStage<?>> next = work;
        while (next != null) {
            CompletionStage<?> stage = stage(next);
            CompletableFuture<?> future = stage.toCompletableFuture();
            if (!future.isDone()) {
                future.whenComplete((value, error) -> leave());
                return;
            }
            next = next();
        }
    }

    private void leave() {
        Supplier<? extends CompletionStage<?>> next = next();
        if (next != null) {
            begin(next);
        }
    }

    private synchronized Supplier<? extends CompletionStage<?>> next() {
        Supplier<? extends CompletionStage<?>> next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }

    private static CompletionStage<?> stage(Supplier<? extends CompletionStage<?>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
