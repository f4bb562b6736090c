package io.jenkins.plugins.kamal.ledger.page;

import io.jenkins.plugins.kamal.ledger.JobLedger;
import io.jenkins.plugins.kamal.ledger.StatusCheck;
import io.jenkins.plugins.kamal.ledger.Statuses;
import io.jenkins.plugins.kamal.text.Age;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What the newest status of the servers found, as far as the current user may see it. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class StatusView {

    private final StatusCheck check;
    private final BuildLink link;
    private final BuildLink sinceLink;

    private StatusView(StatusCheck check, BuildLink link, BuildLink sinceLink) {
        this.check = check;
        this.link = link;
        this.sinceLink = sinceLink;
    }

    /**
     * The newest status by a job that the user may read, if it still says something about the servers.
     *
     * @param ledgers the ledgers of all owners that deploy the same service to the same destination
     */
    static Optional<StatusView> newest(List<JobLedger> ledgers, Visibility visibility) {
        return ledgers.stream()
                .flatMap(ledger -> Statuses.valid(ledger, ledgers).stream())
                .filter(check -> visibility.linkOf(check.getBuild()) != null)
                .max(Comparator.comparing(StatusCheck::getChecked))
                .map(check -> {
                    BuildLink link = visibility.linkOf(check.getBuild());
                    BuildLink since = visibility.linkOf(check.getSinceBuild());
                    return new StatusView(check, link, since == null ? link : since);
                });
    }

    /** What the status found. */
    @Exported(inline = true)
    public StatusCheck getCheck() {
        return check;
    }

    /** The first differences, each with its host and role. */
    public List<String> getFindings() {
        return check.getFindings();
    }

    /** The build that asked the servers. */
    public BuildLink getLink() {
        return link;
    }

    /** The build that first found the drift. */
    public BuildLink getSinceLink() {
        return sinceLink;
    }

    /** How long ago the servers were asked. */
    public String getAge() {
        return Age.of(check.getChecked());
    }

    /** Whether the drift began so recently that its time of day is enough. */
    public boolean isRecent() {
        return Age.isRecent(check.getSince());
    }
}
