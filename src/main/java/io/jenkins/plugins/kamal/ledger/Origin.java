package io.jenkins.plugins.kamal.ledger;

import hudson.model.Run;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The build that a line of the ledger comes from. Immutable; the build may be gone. No record, because XStream keeps
 * it.
 */
@ExportedBean
public final class Origin {

    private final String job;
    private final boolean jobDeleted;
    private final int build;

    Origin(String job, boolean jobDeleted, int build) {
        this.job = job;
        this.jobDeleted = jobDeleted;
        this.build = build;
    }

    static Origin of(Run<?, ?> run) {
        return new Origin(run.getParent().getFullName(), false, run.getNumber());
    }

    /** The full name of the job; its last one where it was deleted. */
    @Exported
    public String getJob() {
        return job;
    }

    /** Whether the job was deleted; a later job of the same name is another job. */
    @Exported
    public boolean isJobDeleted() {
        return jobDeleted;
    }

    /** The number of the build. */
    @Exported
    public int getBuild() {
        return build;
    }

    boolean isOf(String fullName) {
        return !jobDeleted && job.equals(fullName);
    }

    Origin jobMoved(String from, String to) {
        return isOf(from) ? new Origin(to, false, build) : this;
    }

    Origin jobDeleted(String deleted) {
        boolean within = job.startsWith(deleted + "/");
        return isOf(deleted) || !jobDeleted && within ? new Origin(job, true, build) : this;
    }
}
