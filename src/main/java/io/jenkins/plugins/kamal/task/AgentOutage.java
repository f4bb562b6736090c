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
                                        + " is not connected; the engine keeps running there, and its log appears here when the agent is back"
                                : "Kamal: " + agent + " is not connected; the engine starts when the agent is back");
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
                ? Optional.of(
                        new AbortException(
                                "The agent " + process.node()
                                        + " was removed from Jenkins while the engine was running on it. The audit log of the servers"
                                        + " (kamal audit) shows what the engine did; when the engine ends, it releases its lock itself"))
                : Optional.empty();
    }
}
