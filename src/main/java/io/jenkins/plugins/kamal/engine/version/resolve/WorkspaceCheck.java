package io.jenkins.plugins.kamal.engine.version.resolve;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.VersionMark;
import io.jenkins.plugins.kamal.engine.version.git.GitProgram;
import io.jenkins.plugins.kamal.engine.version.git.LocalGit;
import io.jenkins.plugins.kamal.engine.version.git.ProjectRepository;
import java.nio.file.Path;
import java.util.Optional;

/** Tells whether a workspace still has the content that a version names. */
public final class WorkspaceCheck {

    private final GitProgram git;

    /** Checks with the machine's own {@code git} if JGit does not understand a repository. */
    public WorkspaceCheck() {
        this(new LocalGit());
    }

    /** Checks with this {@code git} if JGit does not understand a repository. */
    public WorkspaceCheck(GitProgram git) {
        this.git = git;
    }

    /**
     * Compares with what the version itself says: its commit, and its content if it is marked. A version that names no
     * commit, such as {@code v1.2}, matches every workspace.
     *
     * @throws VersionException if the workspace has no readable commit
     */
    public Comparison compare(Path project, Version expected) {
        return VersionMark.parse(expected)
                .map(mark -> compare(project, mark, mark.contentDigest().isPresent()))
                .orElseGet(Matches::new);
    }

    /**
     * Compares with a commit, and with its uncommitted content if that counts.
     *
     * @throws VersionException if the workspace has no readable commit
     */
    public Comparison compare(Path project, VersionMark expected, boolean content) {
        ProjectRepository repository = ProjectRepository.of(project, git);
        String actual = repository.head().sha();
        if (!actual.equals(expected.sha())) {
            return new OtherCommit(expected.sha(), actual);
        }
        Optional<String> actualContent = content ? repository.contentDigest() : expected.contentDigest();
        return actualContent.equals(expected.contentDigest())
                ? new Matches()
                : new OtherContent(actual, expected.contentDigestOrNull(), actualContent.orElse(null));
    }

    /** The result of a comparison. */
    public sealed interface Comparison {}

    /** The workspace has the content that the version names. */
    public record Matches() implements Comparison {}

    /**
     * Another commit is checked out.
     *
     * @param expectedSha the version's commit
     * @param actualSha the workspace's
     */
    public record OtherCommit(String expectedSha, String actualSha) implements Comparison {}

    /**
     * The commit is the same, the uncommitted content is not.
     *
     * @param sha the commit
     * @param expectedDigestOrNull 16 hex digits, or null if there were no changes
     * @param actualDigestOrNull 16 hex digits, or null if there are no changes
     */
    public record OtherContent(
            String sha,
            @CheckForNull String expectedDigestOrNull,
            @CheckForNull String actualDigestOrNull) implements Comparison {

        /** 16 hex digits; empty if there are no changes. */
        public Optional<String> actualDigest() {
            return Optional.ofNullable(actualDigestOrNull);
        }
    }
}
