package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import jenkins.scm.api.SCMSourceOwner;

/**
 * The subject of one ledger. Each owner has ledgers of its own, so that no job can change the records of another job.
 *
 * @param owner the full name of the job, or of the multibranch project that the job is a branch of
 * @param service the service
 * @param destination the destination, or empty
 */
public record LedgerKey(String owner, String service, String destination) {

    static LedgerKey of(Run<?, ?> run, Deployment deployment) {
        return new LedgerKey(
                ownerOf(run.getParent()).getFullName(), deployment.getService(), deployment.getDestination());
    }

    /** The destination, or null for none. */
    @CheckForNull
    String destinationIfAny() {
        return Util.fixEmpty(destination);
    }

    /** The item that owns the ledgers of a job: a multibranch project for all its branches. */
    static Item ownerOf(Job<?, ?> job) {
        ItemGroup<?> group = job.getParent();
        return group instanceof SCMSourceOwner project ? project : job;
    }
}
