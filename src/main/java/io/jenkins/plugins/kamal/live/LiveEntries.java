package io.jenkins.plugins.kamal.live;

import hudson.model.InvisibleAction;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The entries of a build's page without the rest of the page: {@code kamal-live/}, which the page polls. */
@Restricted(NoExternalUse.class)
public final class LiveEntries extends InvisibleAction {

    private final Run<?, ?> run;

    LiveEntries(Run<?, ?> run) {
        this.run = run;
    }

    /** The entries, in the order of the page. */
    public List<DeploymentAction> getEntries() {
        run.getParent().checkPermission(Item.READ);
        return run.getActions(DeploymentAction.class);
    }

    /** Whether the entries may still change. */
    public boolean isBuilding() {
        return run.isBuilding();
    }

    @Override
    public String getUrlName() {
        return "kamal-live";
    }
}
