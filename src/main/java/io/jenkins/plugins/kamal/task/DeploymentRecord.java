package io.jenkins.plugins.kamal.task;

import hudson.model.Run;
import io.jenkins.plugins.kamal.run.DeploymentAction;
import java.util.List;

/** Finds or makes a run's entry for an invocation. */
final class DeploymentRecord {

    private DeploymentRecord() {}

    static DeploymentAction of(Run<?, ?> run, String invocation) {
        synchronized (run) {
            return run.getActions(DeploymentAction.class).stream()
                    .filter(action -> action.getInvocation().equals(invocation))
                    .findFirst()
                    .orElseGet(() -> {
                        DeploymentAction action = new DeploymentAction(invocation);
                        run.addAction(action);
                        return action;
                    });
        }
    }

    /** The images of a version that this run has pushed, each with its digest: {@code repository:tag@sha256:…}. */
    static List<String> pushedImages(Run<?, ?> run, String version) {
        return run.getActions(DeploymentAction.class).stream()
                .map(DeploymentAction::getDeployment)
                .filter(deployment -> deployment.getVersion().equals(version))
                .filter(deployment -> !deployment.getDigest().isEmpty())
                .map(deployment -> deployment.getImage() + "@" + deployment.getDigest())
                .distinct()
                .toList();
    }
}
