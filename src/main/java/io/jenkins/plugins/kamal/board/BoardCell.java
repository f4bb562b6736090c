package io.jenkins.plugins.kamal.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.ledger.page.CanaryView;
import io.jenkins.plugins.kamal.ledger.page.PastDeploymentView;
import io.jenkins.plugins.kamal.ledger.page.RunningVersion;
import io.jenkins.plugins.kamal.ledger.page.ServiceView;
import io.jenkins.plugins.kamal.ledger.page.StatusView;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One service at one destination: what runs, the newest deployment, and the deployments in progress. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class BoardCell {

    private final String service;
    private final String destination;

    @CheckForNull
    private final ServiceView past;

    private final List<ActiveDeployment> active;

    BoardCell(String service, String destination, @CheckForNull ServiceView past, List<ActiveDeployment> active) {
        this.service = service;
        this.destination = destination;
        this.past = past;
        this.active = active;
    }

    /** The service. */
    @Exported
    public String getService() {
        return service;
    }

    /** The destination, or empty. */
    @Exported
    public String getDestination() {
        return destination;
    }

    /** The versions that run, the most frequent one first. */
    @Exported(inline = true)
    public List<RunningVersion> getVersions() {
        return past == null ? List.of() : past.getVersions();
    }

    /** Whether the hosts run different versions. */
    @Exported
    public boolean isMixed() {
        return past != null && past.isMixed();
    }

    /** Whether the hosts run different versions, by mistake or because of a canary. */
    public boolean isSeveral() {
        return past != null && past.isSeveral();
    }

    /** The canary about which somebody has to decide, or null if there is none. */
    @CheckForNull
    @Exported(inline = true)
    public CanaryView getCanary() {
        return past == null ? null : past.getCanary();
    }

    /** Whether jobs that the user may not see changed what runs on some hosts. */
    @Exported
    public boolean isPartlyHidden() {
        return past != null && past.isPartlyHidden();
    }

    /** The newest deployment that has ended, or null if there is none. */
    @CheckForNull
    @Exported(inline = true)
    public PastDeploymentView getNewest() {
        return past == null ? null : past.getNewest();
    }

    /** What the newest status of the servers found, or null if there is none that is newer than the last change. */
    @CheckForNull
    @Exported(inline = true)
    public StatusView getStatus() {
        return past == null ? null : past.getStatus();
    }

    /** The deployments in progress. */
    @Exported(inline = true)
    public List<ActiveDeployment> getActive() {
        return active;
    }

    /** Whether the cell matches a search for a part of a name, a version, a user or a job, or for drift. */
    boolean matches(String words) {
        PastDeploymentView newest = getNewest();
        Stream<String> ofNewest = newest == null
                ? Stream.empty()
                : Stream.of(
                        newest.getDeployment().getVersion(),
                        newest.getDeployment().getProvenance().getStartedBy(),
                        newest.getLink().getJobName());
        Stream<String> ofActive = active.stream()
                .flatMap(deployment -> Stream.of(
                        deployment.getDeployment().getVersion(), deployment.getStartedBy(), deployment.getName()));
        StatusView status = getStatus();
        Stream<String> ofStatus =
                status != null && status.getCheck().isDrifting() ? Stream.of("drift") : Stream.empty();
        String all = Stream.of(
                        Stream.of(service, destination),
                        ofStatus,
                        getVersions().stream().map(RunningVersion::getVersion),
                        ofNewest,
                        ofActive)
                .flatMap(texts -> texts)
                .filter(Objects::nonNull)
                .reduce("", (left, right) -> left + "\n" + right)
                .toLowerCase(Locale.ROOT);
        return Stream.of(words.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(all::contains);
    }
}
