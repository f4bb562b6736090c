package io.jenkins.plugins.kamal.ledger.page;

import io.jenkins.plugins.kamal.ledger.JobLedger;
import io.jenkins.plugins.kamal.ledger.RunningRole;
import io.jenkins.plugins.kamal.ledger.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins the ledgers of several jobs into what runs now. */
final class NewestRoles {

    private NewestRoles() {}

    /**
     * The newest entry of each role on each host. If a job that the user may not see replaced a deployment that the
     * user may see, the user learns only that.
     */
    static List<RunningRoleView> of(Scope scope, List<JobLedger> ledgers, Visibility visibility) {
        Map<List<String>, List<RunningRole>> places = new LinkedHashMap<>();
        for (JobLedger ledger : ledgers) {
            for (RunningRole role : ledger.roles()) {
                places.computeIfAbsent(List.of(role.getHost(), role.getRole()), place -> new ArrayList<>())
                        .add(role);
            }
        }
        return places.values().stream()
                .map(entries -> newest(scope, entries, visibility))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(RunningRoleView::getHost).thenComparing(RunningRoleView::getRole))
                .toList();
    }

    private static Optional<RunningRoleView> newest(Scope scope, List<RunningRole> entries, Visibility visibility) {
        RunningRole newest = entries.stream()
                .max(Comparator.comparingLong(RunningRole::enteredMillis))
                .orElseThrow();
        boolean known =
                entries.stream().anyMatch(entry -> !entry.isRemoved() && visibility.linkOf(entry.getBuild()) != null);
        boolean ownRemoval = newest.isRemoved() && scope.includes(newest.getBuild());
        return known && !ownRemoval
                ? Optional.of(new RunningRoleView(newest, visibility.linkOf(newest.getBuild())))
                : Optional.empty();
    }
}
