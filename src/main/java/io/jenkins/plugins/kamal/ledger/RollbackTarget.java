package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The version that a rollback goes back to if the step names none. Only the records of the build's own job, or of its
 * multibranch project, and those of trusted jobs decide: no other job can choose what this one boots.
 *
 * @param service the service
 * @param destination the destination, or empty
 * @param present the version that runs, or that ran before the failed rollback
 * @param past the deployment to go back to
 * @param restored whether a failed rollback has gone back to that version on all hosts already
 */
public record RollbackTarget(
        String service, String destination, String present, PastDeployment past, boolean restored) {

    /**
     * The last good version before the present one.
     *
     * @param run the build
     * @param destination the destination of the step, or null for none
     * @param service the service of the step, or null if it is not known
     * @param trusted the other jobs whose records decide
     * @throws AbortException if the ledger does not know exactly one such version; the message says what to do
     */
    public static RollbackTarget find(
            Run<?, ?> run, @CheckForNull String destination, @CheckForNull String service, TrustedJobs trusted)
            throws AbortException {
        String where = Util.fixNull(destination);
        List<TrustedRecords> deployed = TrustedRecords.of(run, destination, service, trusted).stream()
                .filter(records -> new Releases(records.history()).present().isPresent())
                .toList();
        if (deployed.size() != 1) {
            throw new AbortException(deployed.isEmpty() ? neverDeployed(where) : ambiguous(deployed));
        }
        TrustedRecords records = deployed.get(0);
        Releases releases = new Releases(records.history());
        String present = releases.present().orElseThrow();
        return releases.lastGoodBeforePresent()
                .map(past -> new RollbackTarget(
                        records.service(), where, present, past, releases.isRestored(past.getVersion())))
                .orElseThrow(() -> new AbortException("The rollback names no version, and this job has no record of a"
                        + " good version of " + records.service() + " before the current one, "
                        + present
                        + ". Set 'version' to one that the servers still have; `kamal 'app containers'` lists them"));
    }

    private static String neverDeployed(String destination) {
        return "The rollback names no version, and this job has not deployed anything"
                + (destination.isEmpty() ? " without a destination" : " to the destination " + destination)
                + ". Set 'version' to one that the servers still have; `kamal 'app containers'` lists them";
    }

    private static String ambiguous(List<TrustedRecords> deployed) {
        return "The rollback names no version, and this job deploys several services: "
                + deployed.stream().map(TrustedRecords::service).collect(Collectors.joining(", "))
                + ". Set 'version' to the one to go back to";
    }

    /** The version to go back to. */
    public String version() {
        return past.getVersion();
    }

    /** The explanation of the choice, for the log. */
    public String explanation() {
        String deployedBy = ", deployed by " + past.getBuild().getJob() + " #"
                + past.getBuild().getBuild();
        return restored
                ? "the rollback names no version; repeating the failed rollback to " + version()
                        + ", the last good version before " + present + deployedBy + "; all hosts serve " + version()
                        + " already"
                : "the rollback names no version; going back from " + present + " to " + version()
                        + ", the last good version before it" + deployedBy;
    }
}
