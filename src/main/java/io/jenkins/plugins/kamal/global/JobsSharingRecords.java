package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.kamal.destination.DeployPermission;
import io.jenkins.plugins.kamal.ledger.TrustedJobs;
import jenkins.model.Jenkins;

/**
 * The jobs that may deploy to a destination and trust each other's records, where an administrator has said so. Both
 * jobs must be named by the same settings, be within the folder of the settings, and be allowed to deploy there by every
 * other setting.
 *
 * @param job the job that asks for the records of others
 * @param destination the destination of its step; null for none
 */
public record JobsSharingRecords(
        Job<?, ?> job, @CheckForNull String destination) implements TrustedJobs {

    @Override
    public boolean include(String fullName, String service) {
        return DestinationRules.of(job, destination).decide(service).sharesRecordsWith(fullName)
                && mayDeploy(fullName, service);
    }

    /** The build decides, whoever started it, and not the permissions of a user. */
    private boolean mayDeploy(String fullName, String service) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(fullName) instanceof Job<?, ?>
                    && DeployPermission.of(fullName, destination, service);
        }
    }
}
