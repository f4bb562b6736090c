package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The version that a rollback goes back to if the step names none. Only the records of the build's own job, or of its
 * multibranch project, decide: no other job can choose what this one boots.
 *
 * @param service the service
 * @param destination the destination, or empty
 * @param present the version that runs
 * @param past the deployment to go back to
 */
public record RollbackTarget(String service, String destination, String present, PastDeployment past) {

    /**
     * The last good version before the present one.
     *
     * @param run the build
     * @param destination the destination of the step, or null for none
     * @throws AbortException if the ledger does not know exactly one such version; the message says what to do
     */
    public static RollbackTarget find(Run<?, ?> run, @CheckForNull String destination) throws AbortException {
        String where = Util.fixNull(destination);
        List<JobLedger> ledgers = Ledger.get()
                .ownedBy(LedgerKey.ownerOf(run.getParent()).getFullName())
                .stream()
                .filter(ledger -> ledger.key().destination().equals(where))
                .filter(ledger -> new Releases(ledger.history()).present().isPresent())
                .toList();
        if (ledgers.size() != 1) {
            throw new AbortException(ledgers.isEmpty() ? neverDeployed(where) : ambiguous(ledgers));
        }
        JobLedger ledger = ledgers.get(0);
        Releases releases = new Releases(ledger.history());
        String present = releases.present().orElseThrow();
        return releases.lastGoodBeforePresent()
                .map(past -> new RollbackTarget(ledger.key().service(), where, present, past))
                .orElseThrow(() -> new AbortException("The rollback names no version, and this job has no record of a"
                        + " good version of " + ledger.key().service() + " before the current one, "
                        + present
                        + ". Set 'version' to one that the servers still have; `kamal 'app containers'` lists them"));
    }

    private static String neverDeployed(String destination) {
        return "The rollback names no version, and this job has not deployed anything"
                + (destination.isEmpty() ? " without a destination" : " to the destination " + destination)
                + ". Set 'version' to one that the servers still have; `kamal 'app containers'` lists them";
    }

    private static String ambiguous(List<JobLedger> ledgers) {
        return "The rollback names no version, and this job deploys several services: "
                + ledgers.stream()
                        .map(ledger -> ledger.key().service())
                        .sorted()
                        .collect(Collectors.joining(", "))
                + ". Set 'version' to the one to go back to";
    }

    /** The version to go back to. */
    public String version() {
        return past.getVersion();
    }

    /** The explanation of the choice, for the log. */
    public String explanation() {
        return "the rollback names no version; going back from " + present + " to " + version()
                + ", the last good version before it, deployed by "
                + past.getBuild().getJob() + " #"
                + past.getBuild().getBuild();
    }
}
