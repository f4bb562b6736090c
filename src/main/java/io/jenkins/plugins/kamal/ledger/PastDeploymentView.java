package io.jenkins.plugins.kamal.ledger;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An entry of the history with its build. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class PastDeploymentView {

    private final PastDeployment deployment;
    private final BuildLink link;

    PastDeploymentView(PastDeployment deployment, BuildLink link) {
        this.deployment = deployment;
        this.link = link;
    }

    /** What the command did. */
    @Exported(inline = true)
    public PastDeployment getDeployment() {
        return deployment;
    }

    /** The build. */
    public BuildLink getLink() {
        return link;
    }
}
