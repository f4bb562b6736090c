package io.jenkins.plugins.kamal.ledger.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.figures.Attempt;
import io.jenkins.plugins.kamal.figures.DeliveryReport;
import io.jenkins.plugins.kamal.ledger.CommitReference;
import io.jenkins.plugins.kamal.ledger.JobLedger;
import io.jenkins.plugins.kamal.ledger.PastDeployment;
import io.jenkins.plugins.kamal.ledger.Scope;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A service and destination as the current user may see it on one page: the joined ledgers of all jobs. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ServiceView {

    /** How many deployments one page of the history shows. */
    static final int PAGE = 50;

    private final Target target;
    private final List<RunningRoleView> running;
    private final List<PastDeploymentView> history;
    private final List<BuildLink> otherJobs;
    private final boolean older;
    private final Map<String, CommitReference> commits;
    private final List<DeployableVersion> deployable;
    private final List<Attempt> attempts;

    @CheckForNull
    private final PastDeploymentView newest;

    @CheckForNull
    private final CanaryView canary;

    @CheckForNull
    private final StatusView status;

    /**
     * A view.
     *
     * @param all the ledgers that say what runs
     * @param inHistory those of them whose deployments are listed, and can be deployed again
     * @param skipped how many of the newest deployments the page leaves out
     */
    ServiceView(
            Target target,
            Scope scope,
            List<JobLedger> all,
            List<JobLedger> inHistory,
            Visibility visibility,
            int skipped) {
        this.target = target;
        this.running = NewestRoles.of(scope, all, visibility);
        this.status = StatusView.newest(all, visibility).orElse(null);
        List<PastDeploymentView> visible = history(inHistory, visibility);
        int from = Math.min(skipped, visible.size());
        this.newest = visible.isEmpty() ? null : visible.get(0);
        this.canary = CanaryView.of(target.service(), visible).orElse(null);
        this.commits = commits(visible);
        this.deployable = DeployableVersion.of(visible, getVersions());
        this.attempts = attempts(visible);
        this.history = visible.subList(from, Math.min(from + PAGE, visible.size())).stream()
                .map(past -> past.deployableAs(
                        deployable(past.getDeployment().getVersion()).orElse(null)))
                .toList();
        this.older = visible.size() > from + PAGE;
        this.otherJobs = visible.stream()
                .map(PastDeploymentView::getLink)
                .filter(link -> !scope.includes(link.getBuild()))
                .collect(Collectors.toMap(BuildLink::getJobName, link -> link, (newest, older) -> newest, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    private static List<PastDeploymentView> history(List<JobLedger> ledgers, Visibility visibility) {
        return ledgers.stream()
                .flatMap(ledger -> ledger.history().stream())
                .map(past -> view(past, visibility.linkOf(past.getBuild())))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong((PastDeploymentView past) ->
                                past.getDeployment().enteredMillis())
                        .reversed())
                .toList();
    }

    private static Map<String, CommitReference> commits(List<PastDeploymentView> history) {
        Map<String, CommitReference> commits = new HashMap<>();
        for (PastDeploymentView past : history) {
            CommitReference commit = past.getDeployment().getProvenance().getCommit();
            if (commit != null) {
                commits.putIfAbsent(past.getDeployment().getVersion(), commit);
            }
        }
        return commits;
    }

    /**
     * The successful and the failed attempts to deploy a version. A command that somebody stopped is neither, and a deploy
     * that pauses is not over: its promotion counts.
     */
    private static List<Attempt> attempts(List<PastDeploymentView> history) {
        return history.stream()
                .map(PastDeploymentView::getDeployment)
                .filter(past -> Deployment.deploys(past.getCommand()))
                .filter(past ->
                        past.getStatus() != Deployment.Status.STOPPED && past.getStatus() != Deployment.Status.PAUSED)
                .filter(past -> past.getStarted().getTime() > 0)
                .map(past -> new Attempt(
                        past.getStarted().toInstant(),
                        Duration.ofMillis(past.getMillis()),
                        past.getStatus() == Deployment.Status.SUCCEEDED,
                        past.isRollback()))
                .toList();
    }

    @CheckForNull
    private static PastDeploymentView view(PastDeployment past, @CheckForNull BuildLink link) {
        return link == null ? null : new PastDeploymentView(past, link);
    }

    /** The service. */
    @Exported
    public String getService() {
        return target.service();
    }

    /** The destination, or empty. */
    @Exported
    public String getDestination() {
        return target.destination();
    }

    /** What runs where. */
    @Exported(inline = true)
    public List<RunningRoleView> getRunning() {
        return running;
    }

    /** One page of the deployments, newest first. */
    @Exported(inline = true)
    public List<PastDeploymentView> getHistory() {
        return history;
    }

    /** The versions that run, the most frequent one first. */
    public List<RunningVersion> getVersions() {
        return RunningVersion.of(running, commits);
    }

    /** The newest deployment, also if a later page of the history is shown, or null if there is none. */
    @CheckForNull
    public PastDeploymentView getNewest() {
        return newest;
    }

    /** The versions that can be deployed again: first those that run, then the others, newest first. */
    public List<DeployableVersion> getDeployableVersions() {
        return deployable;
    }

    /** A version that can be deployed again, if it is one of them. */
    public Optional<DeployableVersion> deployable(String version) {
        return deployable.stream()
                .filter(known -> known.getVersion().equals(version))
                .findFirst();
    }

    /** What the newest status of the servers found, or null if there is none that is newer than the last change. */
    @CheckForNull
    @Exported(inline = true)
    public StatusView getStatus() {
        return status;
    }

    /** How often the service is deployed and how well that goes, or null if there are too few deployments to tell. */
    @CheckForNull
    @Exported(inline = true)
    public DeliveryReport getDelivery() {
        return DeliveryReport.of(attempts).orElse(null);
    }

    /**
     * The version with which a deploy would change nothing, as far as that is known; empty if a host runs a version
     * that cannot be deployed again from here, or one that a hidden job has deployed.
     */
    public Optional<String> runningVersion() {
        boolean known = !isPartlyHidden()
                && getVersions().stream()
                        .allMatch(version -> deployable(version.getVersion()).isPresent());
        return deployable.stream()
                .filter(version -> known && version.isCurrent())
                .map(DeployableVersion::getVersion)
                .findFirst();
    }

    /** Whether the hosts run different versions by mistake, and not because of a canary. */
    @Exported
    public boolean isMixed() {
        List<RunningVersion> versions = getVersions();
        boolean intended = canary != null
                && versions.size() == 2
                && versions.stream().anyMatch(version -> version.getVersion().equals(canary.getVersion()));
        return versions.size() > 1 && !intended;
    }

    /** Whether the hosts run different versions, by mistake or because of a canary. */
    public boolean isSeveral() {
        return getVersions().size() > 1;
    }

    /** The canary about which somebody has to decide, or null if there is none. */
    @CheckForNull
    @Exported(inline = true)
    public CanaryView getCanary() {
        return canary;
    }

    /** Whether jobs that the user may not see changed what runs on some hosts. */
    public boolean isPartlyHidden() {
        return running.stream().anyMatch(role -> role.getRunning() == null);
    }

    /** Whether there is anything that the user may see. */
    boolean isVisible() {
        return newest != null || !running.isEmpty() || status != null;
    }

    /** Whether there are older deployments than those on this page. */
    @Exported
    public boolean isOlder() {
        return older;
    }

    /** The names of the other jobs that deploy the same service and destination. */
    @Exported
    public List<String> getOtherJobs() {
        return otherJobs.stream().map(BuildLink::getJobName).toList();
    }

    /** A build of each of the other jobs that deploy the same service and destination, sorted by the name of the job. */
    public List<BuildLink> getOtherJobLinks() {
        return otherJobs;
    }

    /**
     * A service and its destination.
     *
     * @param service the service
     * @param destination the destination, or empty
     */
    record Target(String service, String destination) implements Comparable<Target> {

        private static final Comparator<Target> ORDER =
                Comparator.comparing(Target::service).thenComparing(Target::destination);

        static Target of(JobLedger ledger) {
            return new Target(ledger.key().service(), ledger.key().destination());
        }

        @Override
        public int compareTo(Target other) {
            return ORDER.compare(this, other);
        }
    }
}
