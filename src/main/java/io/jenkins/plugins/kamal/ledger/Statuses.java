package io.jenkins.plugins.kamal.ledger;

import io.jenkins.plugins.kamal.destination.DeployPermission;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides which status still says something about the servers. */
public final class Statuses {

    private Statuses() {}

    /**
     * The status of a ledger, unless the servers were changed while it asked them, or later. Changes by other owners count
     * if the administrators' settings let their jobs deploy there.
     *
     * @param sharing the ledgers of all owners that deploy the same service to the same destination
     */
    public static Optional<StatusCheck> valid(JobLedger ledger, List<JobLedger> sharing) {
        LedgerKey key = ledger.key();
        return valid(
                ledger, sharing, build -> DeployPermission.of(build.getJob(), key.destinationIfAny(), key.service()));
    }

    static Optional<StatusCheck> valid(JobLedger ledger, List<JobLedger> sharing, Predicate<BuildReference> mayDeploy) {
        return ledger.status().filter(status -> sharing.stream()
                .filter(other -> other.changedMillis() > status.askedMillis())
                .noneMatch(other -> other.key().equals(ledger.key())
                        || other.changedBy().stream().anyMatch(mayDeploy)));
    }
}
