package io.jenkins.plugins.kamal.ledger.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.ledger.OpenCanary;
import io.jenkins.plugins.kamal.ledger.PastDeployment;
import io.jenkins.plugins.kamal.run.deployment.PausedCanary;
import io.jenkins.plugins.kamal.text.Abbreviation;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A canary about which somebody has to decide, for the pages. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class CanaryView {

    private final PastDeployment paused;
    private final PausedCanary canary;
    private final boolean failed;

    private CanaryView(PastDeployment paused, PausedCanary canary, boolean failed) {
        this.paused = paused;
        this.canary = canary;
        this.failed = failed;
    }

    /** Whether the canary failed, and may still serve visitors on its hosts, because they did not answer. */
    @Exported
    public boolean isFailed() {
        return failed;
    }

    /** The names of the hosts, for a sentence. */
    public String getHostNames() {
        return String.join(", ", canary.getHosts());
    }

    /** The open canary of a history, newest first, if there is one. */
    static Optional<CanaryView> of(String service, List<PastDeploymentView> history) {
        List<PastDeployment> deployments =
                history.stream().map(PastDeploymentView::getDeployment).toList();
        return OpenCanary.of(service, deployments).flatMap(open -> Optional.ofNullable(open.canary())
                .map(canary -> new CanaryView(open.paused(), canary, open.hasFailed())));
    }

    /** The version. */
    @Exported
    public String getVersion() {
        return paused.getVersion();
    }

    /** The version, short enough for a page. */
    public String getShortVersion() {
        return Abbreviation.version(getVersion());
    }

    /** The hosts on which the deploy of the version paused, or on which a failed canary could not be ended. */
    @Exported
    public List<String> getHosts() {
        return canary.getHosts();
    }

    /** The number of these hosts. */
    public int getCanaryCount() {
        return canary.getCanaryCount();
    }

    /** The number of all hosts of the deploy. */
    @Exported
    public int getHostCount() {
        return canary.getHostCount();
    }

    /** The share of the visitors that get the version, in percent; null if all visitors of the hosts get it. */
    @CheckForNull
    @Exported
    public Integer getPercent() {
        return canary.getPercent();
    }

    /** How many values of the cookie get the version in any case. */
    public int getAllowedCount() {
        return canary.getAllowedCount();
    }

    /** Whether the version serves some of the visitors, and not some of the hosts. */
    public boolean isForVisitors() {
        return canary.isForVisitors();
    }

    /** When the deploy paused or failed. */
    @Exported
    public Date getSince() {
        return new Date(paused.getStarted().getTime() + paused.getMillis());
    }
}
