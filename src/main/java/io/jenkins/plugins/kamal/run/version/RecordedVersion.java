package io.jenkins.plugins.kamal.run.version;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.kamal.text.Abbreviation;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The version of one source in one run, saved with the run. Not a record, because XStream saves it.
 */
@ExportedBean
public final class RecordedVersion implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final String TAKEN_OVER = ", taken over from ";

    private final String source;
    private final String version;
    private final String commit;
    private final String contentDigest;
    private final boolean contentExamined;
    private final String origin;
    private final long resolvedAtMillis;

    @CheckForNull
    private final String takenFrom;

    /**
     * A version and where it comes from.
     *
     * @param source the source, see {@code SourceId}
     * @param version the version
     * @param commit the commit that it was computed from; empty for an explicit version outside a repository
     * @param contentDigest the digest of the uncommitted content, 16 hexadecimal digits, or empty
     * @param contentExamined whether the engine looked for uncommitted content; if so, an empty digest means none
     * @param origin where the version comes from, as text, such as "the commit" or "the parameter version"
     * @param resolvedAt when the version was computed
     */
    public RecordedVersion(
            String source,
            String version,
            String commit,
            String contentDigest,
            boolean contentExamined,
            String origin,
            Instant resolvedAt) {
        this(source, version, commit, contentDigest, contentExamined, origin, resolvedAt, null);
    }

    private RecordedVersion(
            String source,
            String version,
            String commit,
            String contentDigest,
            boolean contentExamined,
            String origin,
            Instant resolvedAt,
            @CheckForNull String takenFrom) {
        this.source = Objects.requireNonNull(source);
        this.version = Objects.requireNonNull(version);
        this.commit = Objects.requireNonNull(commit);
        this.contentDigest = Objects.requireNonNull(contentDigest);
        this.contentExamined = contentExamined;
        this.origin = Objects.requireNonNull(origin);
        this.resolvedAtMillis = resolvedAt.toEpochMilli();
        this.takenFrom = takenFrom;
    }

    /** The same version, as recorded by a downstream run of the run with this id. */
    RecordedVersion takenOver(String runId, String runName) {
        return new RecordedVersion(
                source,
                version,
                commit,
                contentDigest,
                contentExamined,
                origin.replaceFirst(TAKEN_OVER + ".*", "") + TAKEN_OVER + runName,
                getResolvedAt(),
                runId);
    }

    /** The source. */
    @Exported
    public String getSource() {
        return source;
    }

    /** The version: the image tag, {@code KAMAL_VERSION}, and the end of container names. */
    @Exported
    public String getVersion() {
        return version;
    }

    /** Where the version comes from, with an abbreviated commit. */
    public String getShortOrigin() {
        return commit.isEmpty() ? origin : origin.replace(commit, Abbreviation.version(commit));
    }

    /** The commit that the version was computed from, or empty. */
    @Exported
    public String getCommit() {
        return commit;
    }

    /** The version, short enough for a page. */
    public String getShortVersion() {
        return Abbreviation.version(version);
    }

    /** The commit, short enough for a page, or empty. */
    public String getShortCommit() {
        return Abbreviation.version(commit);
    }

    /** The digest of the uncommitted content, or empty. */
    @Exported
    public String getContentDigest() {
        return contentDigest;
    }

    /** Whether the engine looked for uncommitted content. */
    public boolean isContentExamined() {
        return contentExamined;
    }

    /** Whether the version names its commit, and thereby its content. An explicit version such as {@code v1.2} does not. */
    boolean namesCommit() {
        return !commit.isEmpty() && version.startsWith(commit);
    }

    /** Where the version comes from, as text. */
    @Exported
    public String getOrigin() {
        return origin;
    }

    /** The run that the version was taken over from, if there is one and it still exists. */
    public Optional<Run<?, ?>> upstream() {
        return takenFrom == null ? Optional.empty() : Optional.ofNullable(Run.fromExternalizableId(takenFrom));
    }

    /** When the version was computed. */
    public Instant getResolvedAt() {
        return Instant.ofEpochMilli(resolvedAtMillis);
    }

    @Override
    public String toString() {
        return version + " (" + source + ")";
    }
}
