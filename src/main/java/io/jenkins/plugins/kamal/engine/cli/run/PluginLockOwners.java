package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.StopRequest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.Events;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks the plugin, with an event, whether the build that took a lock has ended, and waits for its answer, which is a file
 * in the invocation's directory. Without an answer the lock counts as needed.
 */
final class PluginLockOwners implements Request.LockOwners {

    /** Longer than it takes to notice a restart of the controller, and shorter than anybody waits for a lock. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final long PAUSE_MILLIS = 100;

    private final InvocationDirectory invocation;
    private final Events events;
    private final StopRequest stop;
    private int questions;

    PluginLockOwners(InvocationDirectory invocation, Events events, StopRequest stop) {
        this.invocation = invocation;
        this.events = events;
        this.stop = stop;
    }

    @Override
    public boolean hasEnded(String host, String lock, String details) {
        String question = Integer.toString(++questions);
        events.tell(new DeployEvent.LockHeld(host, lock, details, question));
        long end = System.nanoTime() + LIMIT.toNanos();
        return stop.interruptibly("the question about the deploy lock", () -> {
            Optional<Boolean> answer = invocation.lockAnswer(question);
            while (answer.isEmpty() && System.nanoTime() < end) {
                Thread.sleep(PAUSE_MILLIS);
                answer = invocation.lockAnswer(question);
            }
            return answer.orElse(false);
        });
    }
}
