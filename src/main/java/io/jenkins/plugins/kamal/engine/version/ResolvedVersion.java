package io.jenkins.plugins.kamal.engine.version;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * A version and where it comes from.
 *
 * @param version the version that is built, pushed and deployed
 * @param commitOrNull the commit that is checked out; null only for an explicit version, if no commit could be read
 * @param source the origin of the version
 * @param workspace whether there are uncommitted changes
 * @param contentDigestOrNull 16 hex digits of the uncommitted content, if the version is marked with them
 */
public record ResolvedVersion(
        Version version,
        @CheckForNull Commit commitOrNull,
        Source source,
        WorkspaceState workspace,
        @CheckForNull String contentDigestOrNull) {

    /** The commit that is checked out; empty only for an explicit version, if no commit could be read. */
    public Optional<Commit> commit() {
        return Optional.ofNullable(commitOrNull);
    }

    /** 16 hex digits of the uncommitted content, if the version is marked with them. */
    public Optional<String> contentDigest() {
        return Optional.ofNullable(contentDigestOrNull);
    }

    /** Whether the version contains uncommitted changes; false if nobody looked for them. */
    public boolean uncommitted() {
        return workspace == WorkspaceState.CHANGED;
    }

    /** The origin of a version. */
    public enum Source {
        /** The user, with {@code version:} or {@code --version}. */
        EXPLICIT,
        /** The commit that is checked out. */
        HEAD
    }

    /** Whether there are uncommitted changes. */
    public enum WorkspaceState {
        /** The files are those of the commit. */
        CLEAN,
        /** The files differ from those of the commit. */
        CHANGED,
        /** Unknown, because the version does not depend on them. */
        NOT_EXAMINED
    }
}
