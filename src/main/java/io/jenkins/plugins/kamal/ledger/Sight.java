package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * What the current user may see: the lines of jobs that they may read; those of deleted jobs with {@code SYSTEM_READ}.
 */
final class Sight {

    private final Jenkins jenkins = Jenkins.get();
    private final boolean all = jenkins.hasPermission(Jenkins.SYSTEM_READ);

    /** Permissions are asked once for a page, not once for a line. */
    private final Map<String, Optional<Job<?, ?>>> jobs = new HashMap<>();

    boolean permits(Origin origin) {
        return origin.isJobDeleted() ? all : job(origin).isPresent();
    }

    /** The address of the build below Jenkins's root, or null where it is not there any more. Loads no build. */
    @CheckForNull
    String url(Origin origin) {
        if (origin.isJobDeleted()) {
            return null;
        }
        return job(origin)
                .filter(job -> new File(job.getBuildDir(), String.valueOf(origin.getBuild())).isDirectory())
                .map(job -> job.getUrl() + origin.getBuild() + "/")
                .orElse(null);
    }

    private Optional<Job<?, ?>> job(Origin origin) {
        return jobs.computeIfAbsent(origin.getJob(), this::readable);
    }

    private Optional<Job<?, ?>> readable(String fullName) {
        // Asks for Item.READ by itself; with Item.DISCOVER alone it throws, which means no as well.
        try {
            return Optional.ofNullable((Job<?, ?>) jenkins.getItemByFullName(fullName, Job.class));
        } catch (org.springframework.security.access.AccessDeniedException e) {
            return Optional.empty();
        }
    }
}
