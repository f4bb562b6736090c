package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.concurrent.CompletableFuture;

/**
 * The request to stop the engine, made by the plugin (with a file), by a signal, or by the loss of the build.
 *
 * <p>A request cannot be withdrawn. It interrupts work on this machine (a hook, a build). Work on servers is finished
 * or undone.
 */
public final class StopRequest {

    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    @CheckForNull
    private Thread interruptible;

    /** Requests the stop. Any thread may do so, and more than once. */
    public void ask() {
        synchronized (this) {
            if (asked.complete(null) && interruptible != null) {
                interruptible.interrupt();
            }
        }
    }

    /** Completes when a stop is requested. */
    public CompletableFuture<Void> asked() {
        return asked.copy();
    }

    /** Whether a stop was requested. */
    public boolean isAsked() {
        return asked.isDone();
    }

    /** Throws a {@link StoppedException} if a stop was requested. */
    public void check(String where) {
        if (isAsked()) {
            throw new StoppedException(where);
        }
    }

    /**
     * Runs work on this machine; a stop request interrupts it.
     *
     * @throws StoppedException if the work was interrupted, or a stop was requested before
     */
    public <T> T interruptibly(String what, InterruptibleWork<T> work) {
        synchronized (this) {
            check("before " + what);
            interruptible = Thread.currentThread();
        }
        try {
            return work.run();
        } catch (InterruptedException e) {
            ask();
            throw new StoppedException("during " + what);
        } finally {
            synchronized (this) {
                interruptible = null;
                // An interrupt that came after the end of the work must not interrupt the work that comes next.
                Thread.interrupted();
            }
        }
    }

    /** Work that ends when its thread is interrupted. */
    @FunctionalInterface
    public interface InterruptibleWork<T> {
        T run() throws InterruptedException;
    }
}
