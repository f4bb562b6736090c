package io.jenkins.plugins.kamal.ledger.page;

import io.jenkins.plugins.kamal.ledger.JobLedger;
import io.jenkins.plugins.kamal.ledger.Ledger;
import io.jenkins.plugins.kamal.ledger.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The ledger as the current user may see it: one view per service and destination. */
public final class ServiceViews {

    private ServiceViews() {}

    /** The services and destinations that were deployed within a scope, each with its newest deployments. */
    public static List<ServiceView> of(Scope scope) {
        return of(scope, 0);
    }

    /**
     * The services and destinations that were deployed within a scope.
     *
     * @param scope the builds to show
     * @param skipped how many of the newest deployments of each history to leave out
     */
    static List<ServiceView> of(Scope scope, int skipped) {
        Visibility visibility = new Visibility();
        Map<ServiceView.Target, List<JobLedger>> byTarget = Ledger.get().all().stream()
                .collect(Collectors.groupingBy(ServiceView.Target::of, TreeMap::new, Collectors.toList()));
        return byTarget.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(scope::includes))
                .map(entry ->
                        new ServiceView(entry.getKey(), scope, entry.getValue(), entry.getValue(), visibility, skipped))
                .filter(ServiceView::isVisible)
                .toList();
    }

    /** One service and destination, if it was ever deployed and the current user may see it. */
    public static Optional<ServiceView> find(String service, String destination) {
        return find(service, destination, Scope.everything());
    }

    /**
     * One service and destination with the history of some jobs alone. What runs is what all jobs have deployed, because
     * another job may have deployed over theirs.
     *
     * @param deployedBy the full name of a job, multibranch project or folder
     */
    public static Optional<ServiceView> find(String service, String destination, String deployedBy) {
        return find(service, destination, Scope.within(deployedBy));
    }

    private static Optional<ServiceView> find(String service, String destination, Scope deployedBy) {
        ServiceView.Target target = new ServiceView.Target(service, destination);
        List<JobLedger> all = Ledger.get().all().stream()
                .filter(ledger -> ServiceView.Target.of(ledger).equals(target))
                .toList();
        List<JobLedger> inHistory =
                all.stream().filter(deployedBy::includesOwner).toList();
        return Optional.of(new ServiceView(target, Scope.everything(), all, inHistory, new Visibility(), 0))
                .filter(ServiceView::isVisible);
    }
}
