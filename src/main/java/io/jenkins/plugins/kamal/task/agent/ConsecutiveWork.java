package io.jenkins.plugins.kamal.task.agent;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import jenkins.MasterToSlaveFileCallable;

/**
 * Work on an agent's files, and then more work in another directory, with one call to the agent. If the first work fails,
 * the second one is not done. Each has its own time limit.
 *
 * @param <T> the result of the second work
 */
public final class ConsecutiveWork<T> extends MasterToSlaveFileCallable<T> {

    @Serial
    private static final long serialVersionUID = 1;

    private final AgentFileWork<?> first;
    private final String secondDirectory;
    private final AgentFileWork<T> second;

    /** Work in the directory of the call, and then other work in the second directory. */
    public ConsecutiveWork(AgentFileWork<?> first, FilePath secondDirectory, AgentFileWork<T> second) {
        this.first = first;
        this.secondDirectory = secondDirectory.getRemote();
        this.second = second;
    }

    @Override
    public T invoke(File firstDirectory, VirtualChannel channel) throws IOException, InterruptedException {
        first.invoke(firstDirectory, channel);
        return second.invoke(new File(secondDirectory), channel);
    }

    @Override
    public String toString() {
        return first + " and " + second;
    }
}
