package io.jenkins.plugins.kamal.integration;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksDetails.ChecksDetailsBuilder;
import io.jenkins.plugins.checks.api.ChecksOutput.ChecksOutputBuilder;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentListener;
import io.jenkins.plugins.kamal.run.deployment.DeploymentSummary;
import io.jenkins.plugins.kamal.run.deployment.RoleState;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Publishes the result of each deployment as a check of the commit, if the plugin Checks API is installed. */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class DeploymentChecks implements DeploymentListener {

    /** Runs on a thread of its own, because the publisher may ask a server such as GitHub. */
    @Override
    public void onEnded(Run<?, ?> run, String invocation, Deployment deployment) {
        if (Deployment.deploys(deployment.getCommand())) {
            ChecksDetails details = details(deployment);
            Computer.threadPoolForRemoting.submit(
                    () -> ChecksPublisherFactory.fromRun(run, TaskListener.NULL).publish(details));
        }
    }

    /** The check. Its type makes Jenkins leave this extension out if the plugin Checks API is not installed. */
    public ChecksDetails details(Deployment deployment) {
        ChecksDetailsBuilder check = new ChecksDetailsBuilder()
                .withName(name(deployment))
                .withStatus(ChecksStatus.COMPLETED)
                .withConclusion(
                        switch (deployment.getStatus()) {
                            case SUCCEEDED -> ChecksConclusion.SUCCESS;
                            case PAUSED -> ChecksConclusion.NEUTRAL;
                            case STOPPED -> ChecksConclusion.CANCELED;
                            default -> ChecksConclusion.FAILURE;
                        })
                .withCompletedAt(LocalDateTime.ofInstant(end(deployment), ZoneOffset.UTC))
                .withOutput(new ChecksOutputBuilder()
                        .withTitle(title(deployment))
                        .withSummary(summary(deployment))
                        .build());
        return hasStarted(deployment)
                ? check.withStartedAt(LocalDateTime.ofInstant(deployment.getStartedAt(), ZoneOffset.UTC))
                        .build()
                : check.build();
    }

    /** A deployment that was refused before its engine began has no times. */
    private static boolean hasStarted(Deployment deployment) {
        return deployment.getStartedAt().toEpochMilli() != 0;
    }

    private static Instant end(Deployment deployment) {
        return hasStarted(deployment) && deployment.getMillis() > 0
                ? deployment.getStartedAt().plusMillis(deployment.getMillis())
                : Instant.now();
    }

    private static String name(Deployment deployment) {
        String what = "Kamal " + deployment.getCommand();
        String service = deployment.getService().isEmpty() ? "" : ": " + deployment.getService();
        return what + service + (deployment.getDestination().isEmpty() ? "" : " to " + deployment.getDestination());
    }

    private static String title(Deployment deployment) {
        return switch (deployment.getStatus()) {
            case SUCCEEDED ->
                Messages.DeploymentChecks_succeeded(
                        DeploymentSummary.of(deployment).getShortVersion(),
                        DeploymentSummary.of(deployment).getDuration());
            case PAUSED ->
                Messages.DeploymentChecks_paused(
                        DeploymentSummary.of(deployment).getShortVersion());
            case STOPPED ->
                Messages.DeploymentChecks_stopped(
                        DeploymentSummary.of(deployment).getShortVersion());
            default ->
                Messages.DeploymentChecks_failed(
                        DeploymentSummary.of(deployment).getShortVersion());
        };
    }

    /** Markdown. Values from servers stand in backticks, so that they cannot change the format. */
    private static String summary(Deployment deployment) {
        String states =
                deployment.getRoleStates().stream().map(DeploymentChecks::line).collect(Collectors.joining("\n"));
        String reason = DeploymentSummary.of(deployment).getReason();
        return (reason.isEmpty() ? "" : quoted(reason) + "\n\n")
                + (states.isEmpty() ? Messages.DeploymentChecks_untouched() : states);
    }

    private static String line(RoleState state) {
        String version = state.getVersion().isEmpty() ? "?" : state.getVersion();
        return "* " + Messages.DeploymentChecks_host(quoted(state.getHost()), quoted(state.getRole()), quoted(version));
    }

    private static String quoted(String text) {
        return "`" + text.replace('`', '\'').replace('\n', ' ') + "`";
    }
}
