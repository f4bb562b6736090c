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
     * @param scope which builds
     * @param skipped how many of the newest deployments of each history to leave out
     */
    static List<ServiceView> of(Scope scope, int skipped) {
        Visibility visibility = new Visibility();
        Map<ServiceView.Target, List<JobLedger>> byTarget = Ledger.get().all().stream()
                .collect(Collectors.groupingBy(ServiceView.Target::of, TreeMap::new, Collectors.toList()));
        return byTarget.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(scope::includes))
                .map(entry -> new ServiceView(entry.getKey(), scope, entry.getValue(), visibility, skipped))
                .filter(ServiceView::isVisible)
                .toList();
    }

    /** One service and destination, if it was ever deployed and the current user may see it. */
    public static Optional<ServiceView> find(String service, String destination) {
        return of(Scope.everything()).stream()
                .filter(view -> view.getService().equals(service)
                        && view.getDestination().equals(destination))
                .findFirst();
    }
}
