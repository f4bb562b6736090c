package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;

/** The builds on a page: those of one job, of a folder and everything in it, or all. */
public final class Scope {

    @CheckForNull
    private final String fullName;

    private final boolean folder;

    private Scope(@CheckForNull String fullName, boolean folder) {
        this.fullName = fullName;
        this.folder = folder;
    }

    /** All builds. */
    public static Scope everything() {
        return new Scope(null, true);
    }

    /** The builds of one job. */
    public static Scope job(Job<?, ?> job) {
        return new Scope(job.getFullName(), false);
    }

    /** The builds of all jobs in a folder or multibranch project. */
    public static Scope within(Item folder) {
        return within(folder.getFullName());
    }

    /** The builds of the item with this full name, and of all jobs in it if it is a folder or multibranch project. */
    public static Scope within(String fullName) {
        return new Scope(fullName, true);
    }

    /** Whether a build belongs to the scope. A deleted job is no longer in any folder. */
    public boolean includes(BuildReference build) {
        return fullName == null || !build.isJobDeleted() && includes(build.getJob());
    }

    /** Whether the item with this full name belongs to the scope. */
    public boolean includes(String item) {
        return fullName == null || item.equals(fullName) || folder && item.startsWith(fullName + "/");
    }

    /** Whether the job or multibranch project that a ledger belongs to is in the scope. */
    public boolean includesOwner(JobLedger ledger) {
        return fullName == null
                || !ledger.isOwnerDeleted() && includes(ledger.key().owner());
    }

    /** Whether a ledger has entries of the scope. */
    public boolean includes(JobLedger ledger) {
        return includesOwner(ledger)
                || !ledger.isOwnerDeleted()
                        && (ledger.history().stream().anyMatch(past -> includes(past.getBuild()))
                                || ledger.roles().stream().anyMatch(role -> includes(role.getBuild())));
    }
}
