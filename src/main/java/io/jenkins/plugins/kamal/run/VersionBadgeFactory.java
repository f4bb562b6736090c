package io.jenkins.plugins.kamal.run;

import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.VersionBadge.Label;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.deployment.PausedCanary;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import io.jenkins.plugins.kamal.run.version.RecordedVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Adds the badge to each run with a version, computed from the actions of the run. Nothing is saved for it. */
@Extension
@Restricted(NoExternalUse.class)
@SuppressWarnings("rawtypes")
public final class VersionBadgeFactory extends TransientActionFactory<Run> {

    @Override
    public Class<Run> type() {
        return Run.class;
    }

    /** A narrow type, so that looking up the run's other actions below does not ask this factory again. */
    @Override
    public Class<? extends Action> actionType() {
        return VersionBadge.class;
    }

    @Override
    public Collection<? extends Action> createFor(Run run) {
        List<Label> labels = labels(run);
        return labels.isEmpty() ? Set.of() : Set.of(new VersionBadge(labels));
    }

    /** Whether the version reached the destination. A canary for some of the visitors, and its end, boot nothing new. */
    private static boolean isDeployed(Deployment deployment) {
        PausedCanary canary = deployment.getCanary();
        boolean reached = deployment.isHostTouched()
                || canary != null && !canary.isEnded()
                || Deployment.deploys(deployment.getCommand()) && deployment.getStatus() == Deployment.Status.SUCCEEDED;
        return reached && !deployment.getVersion().isEmpty();
    }

    private static List<Label> labels(Run<?, ?> run) {
        List<Label> labels = run.getActions(DeploymentAction.class).stream()
                .map(DeploymentAction::getDeployment)
                .filter(VersionBadgeFactory::isDeployed)
                .map(deployment -> new Label(
                        deployment.getVersion(),
                        Util.fixEmpty(deployment.getService()),
                        Util.fixEmpty(deployment.getDestination())))
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        KamalVersionAction versions = run.getAction(KamalVersionAction.class);
        if (versions != null) {
            versions.getVersions().stream()
                    .map(RecordedVersion::getVersion)
                    .filter(version ->
                            labels.stream().noneMatch(label -> label.version().equals(version)))
                    .forEach(version -> labels.add(new Label(version, null, null)));
        }
        return labels;
    }
}
