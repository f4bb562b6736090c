package io.jenkins.plugins.kamal.task;

import hudson.AbortException;
import hudson.model.TaskListener;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Reports in the build's log that the agent is not connected, and ends the wait if the agent was removed from Jenkins. */
final class AgentOutage {

    private static final long GONE_FOR_GOOD_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private long sinceMillis;

    /** Reports the beginning of an outage once. */
    void begins(EngineProcess process, TaskListener listener) {
        if (sinceMillis != 0) {
            return;
        }
        sinceMillis = System.currentTimeMillis();
        String agent = process.isNew() ? "its agent" : "the agent " + process.node();
        listener.getLogger()
                .println(
                        process.isLaunched()
                                ? "Kamal: " + agent
                                        + " is away; the engine goes on there, and its log follows when it is back"
                                : "Kamal: " + agent + " is away; the engine is started when it is back");
    }

    /** Reports the end of an outage once. */
    void ends(EngineProcess process, TaskListener listener) {
        if (sinceMillis != 0) {
            sinceMillis = 0;
            listener.getLogger().println("Kamal: the agent " + process.node() + " is back");
        }
    }

    /** The failure of the step if the agent was removed from Jenkins and has not come back for a while. */
    Optional<AbortException> removed(EngineProcess process) {
        boolean gone = process.nodeIfAny() == null && System.currentTimeMillis() - sinceMillis > GONE_FOR_GOOD_MILLIS;
        return gone
                ? Optional.of(new AbortException("The agent " + process.node()
                        + " was removed while the engine ran on it; what it did there is in the servers' audit log"
                        + " (kamal audit), and its lock is released by the engine itself when it ends"))
                : Optional.empty();
    }
}
