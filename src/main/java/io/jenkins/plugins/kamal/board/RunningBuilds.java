package io.jenkins.plugins.kamal.board;

import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.kamal.ledger.Ledger;
import io.jenkins.plugins.kamal.ledger.Scope;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** Finds the deployments in progress through the executors, so that no build has to be loaded. */
final class RunningBuilds {

    private RunningBuilds() {}

    /** The deployments within a scope that the current user may see. */
    static List<ActiveDeployment> deployments(Scope scope) {
        return Arrays.stream(Jenkins.get().getComputers())
                .map(Computer::getAllExecutors)
                .flatMap(List::stream)
                .flatMap(RunningBuilds::run)
                .distinct()
                .filter(run -> scope.includes(run.getParent().getFullName()))
                .filter(run -> run.getParent().hasPermission(Item.READ))
                .flatMap(run -> run.getActions(DeploymentAction.class).stream()
                        .map(DeploymentAction::getDeployment)
                        .filter(RunningBuilds::isDeploying)
                        .map(deployment -> new ActiveDeployment(run, deployment)))
                .toList();
    }

    private static boolean isDeploying(Deployment deployment) {
        return deployment.getStatus() == Deployment.Status.RUNNING && Ledger.concerns(deployment);
    }

    private static Stream<Run<?, ?>> run(Executor executor) {
        Queue.Executable executable = executor.getCurrentExecutable();
        return executable instanceof Run<?, ?> run ? Stream.of(run) : Stream.empty();
    }
}
