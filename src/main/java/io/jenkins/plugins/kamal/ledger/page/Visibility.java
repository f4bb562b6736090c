package io.jenkins.plugins.kamal.ledger.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.kamal.ledger.BuildReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * Decides which entries the current user may see: those of jobs that the user may read. Entries of deleted jobs require
 * {@code SYSTEM_READ}.
 */
final class Visibility {

    private final Jenkins jenkins = Jenkins.get();
    private final boolean deletedJobs = jenkins.hasPermission(Jenkins.SYSTEM_READ);

    /** The permission is checked once per job and page, not once per entry. */
    private final Map<String, Optional<Job<?, ?>>> jobs = new HashMap<>();

    /** The build with its link, or null if the user may not see it. Loads no build. */
    @CheckForNull
    BuildLink linkOf(BuildReference build) {
        if (build.isJobDeleted()) {
            return deletedJobs ? BuildLink.ofDeletedJob(build) : null;
        }
        return job(build).map(job -> BuildLink.of(build, job)).orElse(null);
    }

    private Optional<Job<?, ?>> job(BuildReference build) {
        return jobs.computeIfAbsent(build.getJob(), this::readable);
    }

    private Optional<Job<?, ?>> readable(String fullName) {
        // Checks Item.READ itself, and throws with Item.DISCOVER alone, which means no as well.
        try {
            return Optional.ofNullable((Job<?, ?>) jenkins.getItemByFullName(fullName, Job.class));
        } catch (org.springframework.security.access.AccessDeniedException e) {
            return Optional.empty();
        }
    }
}
