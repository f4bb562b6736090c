package io.jenkins.plugins.kamal.run.deployment;

import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;

/**
 * Reports the events of one command to the listeners.
 *
 * @param run the run of the command
 * @param invocation the id of the invocation
 * @param deployment what happened so far
 */
record ListenerCalls(Run<?, ?> run, String invocation, Deployment deployment) {

    // No switch over the sealed type: pattern matching in a switch needs Java 21, and this is Java 17.
    void report(DeployEvent event) {
        if (event instanceof DeployEvent.CommandStarted) {
            DeploymentListener.fire(run, listener -> listener.onStarted(run, invocation, deployment));
        } else if (event instanceof DeployEvent.PhaseStarted started) {
            DeploymentListener.fire(run, listener -> listener.onPhase(run, invocation, deployment, started.phase()));
        } else if (event instanceof DeployEvent.ContainerBooted booted) {
            host(booted.host());
        } else if (event instanceof DeployEvent.BootFailed failed) {
            host(failed.host());
        } else if (event instanceof DeployEvent.CommandFinished) {
            end();
        }
    }

    private void host(String host) {
        DeploymentListener.fire(run, listener -> listener.onHost(run, invocation, deployment, host));
    }

    void end() {
        DeploymentListener.fire(run, listener -> listener.onEnded(run, invocation, deployment));
    }
}
