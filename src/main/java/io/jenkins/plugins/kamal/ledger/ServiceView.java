package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A service and destination as one user may see it on the page of one job: the ledgers of all jobs, joined. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ServiceView {

    /** How many deployments one page of the history shows. */
    static final int PAGE = 20;

    private final Target target;
    private final List<RunningRoleView> running;
    private final List<PastDeploymentView> history;
    private final List<String> otherJobs;
    private final boolean older;

    ServiceView(Target target, String job, List<JobLedger> all, Visibility visibility, int skipped) {
        this.target = target;
        List<JobLedger> ledgers =
                all.stream().filter(ledger -> Target.of(ledger).equals(target)).toList();
        this.running = running(job, ledgers, visibility);
        List<PastDeploymentView> visible = history(ledgers, visibility);
        int from = Math.min(skipped, visible.size());
        this.history = visible.subList(from, Math.min(from + PAGE, visible.size()));
        this.older = visible.size() > from + PAGE;
        this.otherJobs = visible.stream()
                .map(PastDeploymentView::getLink)
                .filter(link -> !link.getBuild().isOf(job))
                .map(BuildLink::getJobName)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The newest entry of each role on each host. If a job that the user may not see deployed over one that the user may
     * see, the user learns that and nothing more.
     */
    private static List<RunningRoleView> running(String job, List<JobLedger> ledgers, Visibility visibility) {
        Map<List<String>, List<RunningRole>> places = new LinkedHashMap<>();
        for (JobLedger ledger : ledgers) {
            for (RunningRole role : ledger.roles()) {
                places.computeIfAbsent(List.of(role.getHost(), role.getRole()), place -> new ArrayList<>())
                        .add(role);
            }
        }
        return places.values().stream()
                .map(entries -> newest(job, entries, visibility))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(RunningRoleView::getHost).thenComparing(RunningRoleView::getRole))
                .toList();
    }

    private static Optional<RunningRoleView> newest(String job, List<RunningRole> entries, Visibility visibility) {
        RunningRole newest = entries.stream()
                .max(Comparator.comparingLong(RunningRole::enteredMillis))
                .orElseThrow();
        boolean known =
                entries.stream().anyMatch(entry -> !entry.isRemoved() && visibility.linkOf(entry.getBuild()) != null);
        boolean ownRemoval = newest.isRemoved() && newest.getBuild().isOf(job);
        return known && !ownRemoval
                ? Optional.of(new RunningRoleView(newest, visibility.linkOf(newest.getBuild())))
                : Optional.empty();
    }

    private static List<PastDeploymentView> history(List<JobLedger> ledgers, Visibility visibility) {
        return ledgers.stream()
                .flatMap(ledger -> ledger.history().stream())
                .map(past -> view(past, visibility.linkOf(past.getBuild())))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing((PastDeploymentView past) ->
                                past.getDeployment().getStarted())
                        .reversed())
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
        return RunningVersion.of(running);
    }

    /** Whether there are deployments older than those of this page. */
    @Exported
    public boolean isOlder() {
        return older;
    }

    /** The names of the other jobs that deploy the same service and destination. */
    @Exported
    public List<String> getOtherJobs() {
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
