package io.jenkins.plugins.kamal.engine.version;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * A version and where it comes from.
 *
 * @param version what is built, pushed and deployed
 * @param commitOrNull what was checked out; empty only beside an explicit version, where no commit could be read
 * @param source who has chosen the version
 * @param workspace what is known of uncommitted changes
 * @param contentDigestOrNull 16 hex digits of the uncommitted content, where the version is marked with them
 */
public record ResolvedVersion(Version version, @CheckForNull Commit commitOrNull, Source source, WorkspaceState workspace, @CheckForNull String contentDigestOrNull) {

    /** What was checked out; empty only beside an explicit version, where no commit could be read. */
    public Optional<Commit> commit() {
        return Optional.ofNullable(commitOrNull);
    }

    /** 16 hex digits of the uncommitted content, where the version is marked with them. */
    public Optional<String> contentDigest() {
        return Optional.ofNullable(contentDigestOrNull);
    }

    /** Whether there are uncommitted changes in the version, as far as they were looked for. */
    public boolean uncommitted() {
        return workspace == WorkspaceState.CHANGED;
    }

    /** Who has chosen a version. */
    public enum Source {
        /** The user, with {@code version:} or {@code --version}. */
        EXPLICIT,
        /** The commit that is checked out. */
        HEAD
    }

    /** What is known of uncommitted changes. */
    public enum WorkspaceState {
        /** The files are those of the commit. */
        CLEAN,
        /** They are not. */
        CHANGED,
        /** Nobody has looked, because the version does not depend on it. */
        NOT_EXAMINED
    }
}
