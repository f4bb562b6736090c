package io.jenkins.plugins.kamal.run.deployment;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Receives what the commands of the engine do in runs. The calls for one command come one after the other, in the order of
 * its events. They come from the thread that follows the engine, so an implementation should return quickly. After a
 * restart of the controller the last calls may be repeated.
 */
public interface DeploymentListener extends ExtensionPoint {

    /**
     * A command has started: its service, destination, version, hosts and roles are known.
     *
     * @param run the run it belongs to
     * @param invocation the id of the invocation
     * @param deployment what happened so far
     */
    default void onStarted(Run<?, ?> run, String invocation, Deployment deployment) {}

    /**
     * A command has entered a phase.
     *
     * @param run the run it belongs to
     * @param invocation the id of the invocation
     * @param deployment what happened so far
     * @param phase the name of the phase, for people
     */
    default void onPhase(Run<?, ?> run, String invocation, Deployment deployment, String phase) {}

    /**
     * A command has booted a version as one role on a host, or has failed to. {@link Deployment#getRoleStates} says what
     * serves there now.
     *
     * @param run the run it belongs to
     * @param invocation the id of the invocation
     * @param deployment what happened so far
     * @param host the host
     */
    default void onHost(Run<?, ?> run, String invocation, Deployment deployment, String host) {}

    /**
     * A command has ended, successfully or not. This includes a command that failed before it started.
     *
     * @param run the run it belongs to
     * @param invocation the id of the invocation
     * @param deployment what happened; it does not change any more
     */
    default void onEnded(Run<?, ?> run, String invocation, Deployment deployment) {}

    /** Calls all listeners. An exception in one of them stops neither the other listeners nor the build. */
    static void fire(Run<?, ?> run, Consumer<DeploymentListener> call) {
        for (DeploymentListener listener : ExtensionList.lookup(DeploymentListener.class)) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                Logger.getLogger(DeploymentListener.class.getName())
                        .log(Level.WARNING, e, () -> listener.getClass().getName() + " failed for a command in " + run);
            }
        }
    }
}
