package io.jenkins.plugins.kamal.task.invocation;

import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.File;
import java.io.IOException;
import java.io.Serial;

/** Reads, on the agent, everything that an invocation that has ended has written, and removes its directory. */
final class TakeAll extends AgentFileWork<InvocationUpdate> {

    @Serial
    private static final long serialVersionUID = 1;

    @Override
    protected InvocationUpdate work(File directory) throws IOException, InterruptedException {
        InvocationUpdate update = ReadUpdate.atTheEnd(0, 0).work(directory);
        new RemoveDirectory().work(directory);
        return update;
    }
}
