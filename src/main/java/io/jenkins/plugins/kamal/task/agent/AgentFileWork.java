package io.jenkins.plugins.kamal.task.agent;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import jenkins.MasterToSlaveFileCallable;

/**
 * Work on files of an agent that ends within a time limit. A program of the agent can put a named pipe in the place of a
 * file at any moment, and Java waits in {@code open} for the other end of a pipe, deaf to interruptions. Therefore a
 * thread of its own does the work, and is given up after the limit. The controller's thread goes on.
 *
 * @param <T> the result
 */
public abstract class AgentFileWork<T> extends MasterToSlaveFileCallable<T> {

    @Serial
    private static final long serialVersionUID = 1;

    /** The usual time limit. */
    public static final Duration STANDARD = Duration.ofMinutes(1);

    private final Duration limit;

    /** Work with the usual time limit. */
    protected AgentFileWork() {
        this(STANDARD);
    }

    /** Work with another time limit. */
    protected AgentFileWork(Duration limit) {
        this.limit = limit;
    }

    /** Does the work. */
    protected abstract T work(File directory) throws IOException, InterruptedException;

    @Override
    public final T invoke(File directory, VirtualChannel channel) throws IOException, InterruptedException {
        return new TimeLimit(limit).await(directory.getPath(), this::startThread, () -> work(directory));
    }

    /** The name of the work, for whoever looks at the calls to an agent. */
    @Override
    public final String toString() {
        return getClass().getName();
    }

    private void startThread(Runnable work) {
        Thread worker = new Thread(work, getClass().getSimpleName());
        worker.setDaemon(true);
        worker.start();
    }
}
