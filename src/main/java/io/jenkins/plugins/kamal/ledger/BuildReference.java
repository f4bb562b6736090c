package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The build of an entry in the ledger. The build itself may be deleted. Not a record, because XStream saves it. */
@ExportedBean
public final class BuildReference {

    private final String job;
    private final boolean jobDeleted;
    private final int build;

    BuildReference(@CheckForNull String job, boolean jobDeleted, int build) {
        this.job = job == null ? "?" : job;
        this.jobDeleted = jobDeleted || job == null;
        this.build = build;
    }

    static BuildReference of(Run<?, ?> run) {
        return new BuildReference(run.getParent().getFullName(), false, run.getNumber());
    }

    /** The full name of the job; the last known one if the job was deleted. */
    @Exported
    public String getJob() {
        return job;
    }

    /** Whether the job was deleted. A later job with the same name is another job. */
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

    BuildReference jobMoved(String from, String to) {
        return isOf(from) ? new BuildReference(to, false, build) : this;
    }

    BuildReference jobDeleted(String deleted) {
        boolean within = isOf(deleted) || !jobDeleted && job.startsWith(deleted + "/");
        return within ? new BuildReference(job, true, build) : this;
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new BuildReference(job, jobDeleted, build);
    }
}
