package io.jenkins.plugins.kamal.task;

import hudson.model.TaskListener;
import java.util.concurrent.TimeUnit;
import jenkins.util.SystemProperties;

/** Reports in the build's log that the agent is not connected, and ends the wait if the agent was removed from Jenkins. */
final class AgentOutage {

    /** How long Pipeline waits for a removed agent; its steps and this one should give up at the same time. */
    private static final String TIMEOUT =
            "org.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis";

    private static final long USUAL_TIMEOUT_MILLIS = TimeUnit.MINUTES.toMillis(5);

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

    /** Whether the agent was removed from Jenkins, as an ephemeral one is, and has not come back for a while. */
    boolean isRemoved(EngineProcess process) {
        return process.nodeIfAny() == null
                && System.currentTimeMillis() - sinceMillis > SystemProperties.getLong(TIMEOUT, USUAL_TIMEOUT_MILLIS);
    }
}
