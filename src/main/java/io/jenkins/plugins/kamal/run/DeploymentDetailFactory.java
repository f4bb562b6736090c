package io.jenkins.plugins.kamal.run;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import java.util.List;
import jenkins.model.details.Detail;
import jenkins.model.details.DetailFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Adds the deployments of a build to the details on Jenkins's new page for builds. */
@Extension
@Restricted(NoExternalUse.class)
@SuppressWarnings("rawtypes")
public final class DeploymentDetailFactory extends DetailFactory<Run> {

    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public List<? extends Detail> createFor(Run target) {
        Run<?, ?> run = target;
        return run.getActions(DeploymentAction.class).stream()
                .filter(action -> isShown(action.getDeployment()))
                .map(action -> new DeploymentDetail(run, action))
                .toList();
    }

    private static boolean isShown(Deployment deployment) {
        return Deployment.deploys(deployment.getCommand())
                && !deployment.getService().isEmpty();
    }
}
