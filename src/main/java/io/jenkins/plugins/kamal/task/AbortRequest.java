package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;

/** Somebody's wish that a step stops: kept until the step's next turn sees it, also through a restart. */
final class AbortRequest implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    @CheckForNull
    private Throwable cause;

    private long askedAtMillis;

    @CheckForNull
    private transient Thread interruptible;

    /** Work that a stop may interrupt. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Takes note of the wish; returns whether it is the first. */
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

    /** Why a stop was asked for; null as long as nobody did. */
    @CheckForNull
    synchronized Throwable cause() {
        return cause;
    }

    /** When it was asked for. */
    synchronized long askedAtMillis() {
        return askedAtMillis;
    }

    /**
     * Does work that a stop interrupts, also one that was asked for just before. Only the preparation of a launch may be
     * interrupted: after an interrupted launch nobody knows whether it happened.
     */
    <T> T interrupting(Work<T> work) throws IOException, InterruptedException {
        setInterruptible(Thread.currentThread());
        try {
            if (cause() != null) {
                throw new InterruptedException("a stop was asked for");
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
