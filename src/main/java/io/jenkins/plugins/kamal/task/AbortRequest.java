package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;

/** The request to abort a step. It is kept until the next turn of the step sees it, even across a restart. */
final class AbortRequest implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    @CheckForNull
    private Throwable cause;

    private long askedAtMillis;

    @CheckForNull
    private transient Thread interruptible;

    /** Work that a request to abort may interrupt. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Records the request. Returns whether it is the first one. */
    synchronized boolean ask(Throwable why) {
        if (cause != null) {
            return false;
        }
        cause = why;
        askedAtMillis = System.currentTimeMillis();
        Thread thread = interruptible;
        if (thread != null) {
            thread.interrupt();
        }
        return true;
    }

    /** Why the step is aborted, or null if it is not. */
    @CheckForNull
    synchronized Throwable cause() {
        return cause;
    }

    /** When the abort was requested. */
    synchronized long askedAtMillis() {
        return askedAtMillis;
    }

    /**
     * Does work that a request to abort interrupts, including a request from just before. Only the preparation of a
     * launch may be interrupted: after an interrupted launch, nobody would know whether the engine was started.
     */
    <T> T interrupting(Work<T> work) throws IOException, InterruptedException {
        setInterruptible(Thread.currentThread());
        try {
            if (cause() != null) {
                throw new InterruptedException("the step was aborted");
            }
            return work.run();
        } finally {
            setInterruptible(null);
        }
    }

    private synchronized void setInterruptible(@CheckForNull Thread thread) {
        interruptible = thread;
        if (thread == null) {
            Thread.interrupted();
        }
    }
}
