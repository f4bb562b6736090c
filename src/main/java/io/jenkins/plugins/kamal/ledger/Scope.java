package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import java.util.Collection;
import java.util.Set;

/** The builds on a page: those of one job, of folders and everything in them, or all. */
public final class Scope {

    /** The full names of the jobs or folders; null for everything. */
    @CheckForNull
    private final Set<String> items;

    private final boolean folders;

    private Scope(@CheckForNull Set<String> items, boolean folders) {
        this.items = items;
        this.folders = folders;
    }

    /** All builds. */
    public static Scope everything() {
        return new Scope(null, true);
    }

    /** The builds of one job. */
    public static Scope job(Job<?, ?> job) {
        return new Scope(Set.of(job.getFullName()), false);
    }

    /** The builds of all jobs in a folder or multibranch project. */
    public static Scope within(Item folder) {
        return within(folder.getFullName());
    }

    /** The builds of the item with this full name, and of all jobs in it if it is a folder or multibranch project. */
    public static Scope within(String fullName) {
        return withinAny(Set.of(fullName));
    }

    /** The builds of the items with these full names, and of all jobs in those that are folders or multibranch projects. */
    public static Scope withinAny(Collection<String> fullNames) {
        return new Scope(Set.copyOf(fullNames), true);
    }

    /** Whether a build belongs to the scope. A deleted job is no longer in any folder. */
    public boolean includes(BuildReference build) {
        return items == null || !build.isJobDeleted() && includes(build.getJob());
    }

    /** Whether the item with this full name belongs to the scope. */
    public boolean includes(String item) {
        return items == null || items.contains(item) || folders && isWithin(item, items);
    }

    /** Whether one of the folders that an item is in belongs to these. */
    private static boolean isWithin(String item, Set<String> items) {
        for (int end = item.lastIndexOf('/'); end > 0; end = item.lastIndexOf('/', end - 1)) {
            if (items.contains(item.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the job or multibranch project that a ledger belongs to is in the scope. */
    public boolean includesOwner(JobLedger ledger) {
        return items == null
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
