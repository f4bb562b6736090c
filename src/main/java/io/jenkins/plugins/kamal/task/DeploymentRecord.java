package io.jenkins.plugins.kamal.task;

import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.task.request.EngineRequest;

/** Finds or makes a run's entry for an invocation. */
final class DeploymentRecord {

    private DeploymentRecord() {}

    static DeploymentAction of(Run<?, ?> run, String invocation, EngineRequest request) {
        synchronized (run) {
            return run.getActions(DeploymentAction.class).stream()
                    .filter(action -> action.getInvocation().equals(invocation))
                    .findFirst()
                    .orElseGet(() -> {
                        DeploymentAction action = new DeploymentAction(invocation, request.reason());
                        run.addAction(action);
                        return action;
                    });
        }
    }
}
