package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.kamal.task.invocation.InvocationUpdate;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Waits for the first output of an engine, so that it is in the build's log at once. The agent looks at its files, and no
 * thread of the controller waits: the turns of the step only see whether the agent has replied.
 */
final class FirstOutput {

    /** How soon to see again whether the agent has replied, which costs no call to the agent. */
    static final long GLANCE_MILLIS = 10;

    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** After this, an engine that is still silent is looked at like any other. */
    private static final int MOST_WAITS = 4;

    private int waits;

    @CheckForNull
    private Future<InvocationUpdate> reply;

    /** Whether the agent is waiting for output. Begins to wait if the engine has not printed anything yet. */
    boolean isAwaited(EngineProcess process, FilePath workspace) throws IOException, InterruptedException {
        if (reply == null && waits < MOST_WAITS && process.isSilent()) {
            waits++;
            reply = process.beginRead(workspace, PATIENCE);
        }
        Future<InvocationUpdate> expected = reply;
        return expected != null && !expected.isDone();
    }

    /** The reply of the agent, once; null if there is none. */
    @CheckForNull
    InvocationUpdate take() throws IOException, InterruptedException {
        Future<InvocationUpdate> expected = reply;
        reply = null;
        if (expected == null || !expected.isDone()) {
            return null;
        }
        try {
            return expected.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }
}
