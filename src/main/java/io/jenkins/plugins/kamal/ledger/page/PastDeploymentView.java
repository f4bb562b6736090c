package io.jenkins.plugins.kamal.ledger.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.ledger.PastDeployment;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
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

    @CheckForNull
    private final DeployableVersion deployable;

    PastDeploymentView(PastDeployment deployment, BuildLink link) {
        this(deployment, link, null);
    }

    private PastDeploymentView(PastDeployment deployment, BuildLink link, @CheckForNull DeployableVersion deployable) {
        this.deployment = deployment;
        this.link = link;
        this.deployable = deployable;
    }

    /** This entry, with what is known about deploying its version again. */
    PastDeploymentView deployableAs(@CheckForNull DeployableVersion version) {
        return new PastDeploymentView(deployment, link, version);
    }

    /** Whether the entry is a good version that does not run on all hosts, so that somebody may want to go back to it. */
    public boolean isGoodToGoBackTo() {
        return deployable != null
                && !deployable.isServingAlone()
                && deployment.getStatus() == Deployment.Status.SUCCEEDED;
    }

    /** Whether the servers have probably removed the containers of the version. */
    public boolean isProbablyPruned() {
        return deployable != null && deployable.isProbablyPruned();
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
