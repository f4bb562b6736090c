package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.concurrent.CompletableFuture;

/**
 * The wish that the engine stops: asked for by the plugin (a file), by a signal, or by losing the build.
 *
 * <p>Asked once, it stays. Work on this machine (a hook, a build) is interrupted; work on servers is finished or
 * undone.
 */
public final class StopRequest {

    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    @CheckForNull
    private Thread interruptible;

    /** Asks for the stop; safe from any thread, and more than once. */
    public void ask() {
        synchronized (this) {
            if (asked.complete(null) && interruptible != null) {
                interruptible.interrupt();
            }
        }
    }

    /** Completes when a stop is asked for. */
    public CompletableFuture<Void> asked() {
        return asked.copy();
    }

    /** Whether a stop was asked for. */
    public boolean isAsked() {
        return asked.isDone();
    }

    /** Throws {@link StoppedException} where a stop was asked for. */
    public void check(String where) {
        if (isAsked()) {
            throw new StoppedException(where);
        }
    }

    /**
     * Runs work on this machine that a stop interrupts.
     *
     * @throws StoppedException where it was
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
                // An interrupt that came after the work was done must not hit what comes next.
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
