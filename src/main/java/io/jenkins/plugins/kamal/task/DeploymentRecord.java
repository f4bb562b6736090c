package io.jenkins.plugins.kamal.task;

import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.CommandRequest;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.task.launch.StatedReason;
import io.jenkins.plugins.kamal.task.request.EngineRequest;

/** Finds or adds the entry for an invocation in its run. */
final class DeploymentRecord {

    private DeploymentRecord() {}

    static DeploymentAction of(Run<?, ?> run, String invocation, EngineRequest request) {
        synchronized (run) {
            return run.getActions(DeploymentAction.class).stream()
                    .filter(action -> action.getInvocation().equals(invocation))
                    .findFirst()
                    .orElseGet(() -> {
                        DeploymentAction action = new DeploymentAction(
                                invocation,
                                new CommandRequest(
                                        StatedReason.of(run, request),
                                        request.source().configFile(),
                                        request.isLimited()));
                        run.addAction(action);
                        return action;
                    });
        }
    }
}
