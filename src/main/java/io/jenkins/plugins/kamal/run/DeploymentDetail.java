package io.jenkins.plugins.kamal.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.deployment.DeploymentSummary;
import jenkins.model.details.Detail;

/** One deployment among the details of a build on Jenkins's new page for builds. */
final class DeploymentDetail extends Detail {

    private final Deployment deployment;
    private final DeploymentSummary summary;

    DeploymentDetail(Run<?, ?> run, DeploymentAction action) {
        super(run);
        this.deployment = action.getDeployment();
        this.summary = action.getSummary();
    }

    @Override
    public String getIconClassName() {
        return switch (summary.getStanding()) {
            case "SUCCEEDED" -> "symbol-status-blue";
            case "FAILED" -> "symbol-status-red";
            case "RUNNING" -> "symbol-status-nobuilt-anime";
            case "PAUSED" -> "symbol-status-yellow";
            default -> "symbol-status-aborted";
        };
    }

    @NonNull
    @Override
    public String getDisplayName() {
        String target = deployment.getDestination().isEmpty()
                ? deployment.getService()
                : deployment.getService() + " → " + deployment.getDestination();
        return switch (summary.getStanding()) {
            case "SUCCEEDED" ->
                Messages.DeploymentDetail_succeeded(target, deployment.getCommand(), summary.getShortVersion());
            case "FAILED" -> Messages.DeploymentDetail_failed(target, deployment.getCommand());
            case "RUNNING" ->
                Messages.DeploymentDetail_running(
                        target,
                        deployment.getCommand(),
                        summary.getDoneHostCount(),
                        deployment.getHosts().size());
            case "PAUSED" ->
                Messages.DeploymentDetail_paused(target, deployment.getCommand(), summary.getShortVersion());
            default -> Messages.DeploymentDetail_stopped(target, deployment.getCommand());
        };
    }

    @Override
    public int getOrder() {
        return 1;
    }
}
