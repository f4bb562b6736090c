package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * Where a deployment came from: who or what started it, and its commits. The ledger keeps this, because builds are
 * deleted. Not a record, because XStream saves it.
 */
@ExportedBean
public final class Provenance {

    static final Provenance UNKNOWN = new Provenance(null, null, null, false, null, List.of(), 0);

    @CheckForNull
    private final String startedBy;

    @CheckForNull
    private final String reason;

    @CheckForNull
    private final String overriddenFreeze;

    private final boolean rollback;

    @CheckForNull
    private final CommitReference commit;

    private final List<CommitReference> changes;
    private final int furtherChanges;

    Provenance(
            @CheckForNull String startedBy,
            @CheckForNull String reason,
            @CheckForNull String overriddenFreeze,
            boolean rollback,
            @CheckForNull CommitReference commit,
            @CheckForNull List<CommitReference> changes,
            int furtherChanges) {
        this.startedBy = startedBy == null ? null : PlainText.of(startedBy);
        this.reason = reason == null ? null : PlainText.of(reason);
        this.overriddenFreeze = overriddenFreeze;
        this.rollback = rollback;
        this.commit = commit;
        this.changes = changes == null
                ? new ArrayList<>()
                : new ArrayList<>(changes.stream().filter(Objects::nonNull).toList());
        this.furtherChanges = furtherChanges;
    }

    /** The user or the cause that started the build, or null if it is not known. */
    @CheckForNull
    @Exported
    public String getStartedBy() {
        return startedBy;
    }

    /** The reason that the step gives for the deployment, or null. */
    @CheckForNull
    @Exported
    public String getReason() {
        return reason;
    }

    /** Who has overridden which freeze, or null if the destination was not frozen. */
    @CheckForNull
    @Exported
    public String getOverriddenFreeze() {
        return overriddenFreeze;
    }

    /** Whether the build was started in order to go back to an earlier version. */
    boolean isRollback() {
        return rollback;
    }

    /** The commit of the version, or null if it is not known. */
    @CheckForNull
    @Exported(inline = true)
    public CommitReference getCommit() {
        return commit;
    }

    /** The newest commits since the deployment before, newest first. */
    @Exported(inline = true)
    public List<CommitReference> getChanges() {
        return List.copyOf(changes);
    }

    /** How many more commits there were than {@link #getChanges} lists. */
    @Exported
    public int getFurtherChanges() {
        return furtherChanges;
    }

    /** This provenance, completed with what earlier deployments of the same version knew about the commit. */
    Provenance completedFrom(List<PastDeployment> sameVersion) {
        CommitReference known = commit;
        if (known != null && known.getSubject() != null && known.getUrl() != null) {
            return this;
        }
        return sameVersion.stream()
                .map(past -> past.getProvenance().commit)
                .filter(Objects::nonNull)
                .filter(earlier -> known == null || known.getId().equals(earlier.getId()))
                .findFirst()
                .map(earlier -> new Provenance(
                        startedBy,
                        reason,
                        overriddenFreeze,
                        rollback,
                        known == null ? earlier : merge(known, earlier),
                        changes,
                        furtherChanges))
                .orElse(this);
    }

    private static CommitReference merge(CommitReference known, CommitReference earlier) {
        return new CommitReference(
                known.getId(),
                known.getSubject() == null ? earlier.getSubject() : known.getSubject(),
                known.getUrl() == null ? earlier.getUrl() : known.getUrl());
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new Provenance(startedBy, reason, overriddenFreeze, rollback, commit, changes, furtherChanges);
    }
}
