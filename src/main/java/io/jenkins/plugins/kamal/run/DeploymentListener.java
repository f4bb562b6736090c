package io.jenkins.plugins.kamal.run;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Is told when a command of the engine has ended, well or not. */
public interface DeploymentListener extends ExtensionPoint {

    /**
     * A command ended. The same end may be told twice, where the controller was killed before it noted the first.
     *
     * @param run the run it belongs to
     * @param invocation the id of the invocation
     * @param deployment what happened; does not change any more
     */
    void onEnded(Run<?, ?> run, String invocation, Deployment deployment);

    /** Tells all listeners; a fault of one keeps neither the others nor the build from going on. */
    static void fireEnded(Run<?, ?> run, String invocation, Deployment deployment) {
        for (DeploymentListener listener : ExtensionList.lookup(DeploymentListener.class)) {
            try {
                listener.onEnded(run, invocation, deployment);
            } catch (RuntimeException e) {
                Logger.getLogger(DeploymentListener.class.getName())
                        .log(Level.WARNING, "the end of a command in " + run + " was not taken note of", e);
            }
        }
    }
}
