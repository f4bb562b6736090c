package io.jenkins.plugins.kamal.ledger;

import java.util.List;
import java.util.Optional;

/** Decides which status still says something about the servers. */
public final class Statuses {

    private Statuses() {}

    /**
     * The status of a ledger, unless the servers were changed while it asked them, or later.
     *
     * @param sharing the ledgers of all owners that deploy the same service to the same destination
     */
    public static Optional<StatusCheck> valid(JobLedger ledger, List<JobLedger> sharing) {
        long changed =
                sharing.stream().mapToLong(JobLedger::changedMillis).max().orElse(0);
        return ledger.status().filter(status -> status.askedMillis() >= changed);
    }
}
