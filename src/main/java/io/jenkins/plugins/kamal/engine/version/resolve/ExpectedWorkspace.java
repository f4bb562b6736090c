package io.jenkins.plugins.kamal.engine.version.resolve;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.VersionMark;
import io.jenkins.plugins.kamal.engine.version.git.LocalGit;
import io.jenkins.plugins.kamal.engine.version.git.ProjectRepository;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck.Comparison;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck.OtherCommit;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck.OtherContent;
import java.nio.file.Path;
import java.util.List;

/**
 * What a workspace has to contain for a step of a run that already has a version.
 *
 * @param version the version of the run
 * @param expected the commit and the content that it was computed from; null for an explicit version without a commit
 * @param contentExamined whether uncommitted content was looked for when it was computed
 */
public record ExpectedWorkspace(
        Version version, @CheckForNull VersionMark expected, boolean contentExamined) {

    private static final int FILES_NAMED = 10;

    /**
     * Compares a workspace with the version. Uncommitted content counts if it was looked for when the version was
     * computed, or if the policy is {@code mark} and the version names its commit.
     *
     * @throws VersionException if they differ, if the policy forbids changes, or if nothing can be read
     */
    public void require(Path project, UncommittedPolicy policy) {
        if (expected != null) {
            boolean content = contentExamined || policy == UncommittedPolicy.MARK && namesCommit(expected);
            refuse(project, new WorkspaceCheck().compare(project, expected, content));
        }
        if (policy == UncommittedPolicy.FAIL) {
            refuseChanges(project);
        }
    }

    /** An explicit version such as {@code v1.2} does not name its commit, and therefore not its content. */
    private boolean namesCommit(VersionMark mark) {
        return version.value().startsWith(mark.sha());
    }

    private void refuse(Path project, Comparison comparison) {
        if (comparison instanceof OtherCommit other) {
            throw new VersionException(
                    "The workspace %s is at commit %s, but the version of this run is %s, from commit %s. Check out that commit, or start another run"
                            .formatted(project, other.actualSha(), version, other.expectedSha()));
        }
        if (comparison instanceof OtherContent other) {
            String actual = other.actualDigest()
                    .map(digest -> other.sha() + "_uncommitted_" + digest)
                    .orElse(other.sha() + " without changes");
            throw new VersionException(
                    "The uncommitted changes in the workspace %s are not those of this run's version: it is %s, and the workspace is %s. Undo what changed the files, or start another run"
                            .formatted(project, version, actual));
        }
    }

    private void refuseChanges(Path project) {
        List<String> files = ProjectRepository.of(project, new LocalGit()).uncommittedFiles();
        if (!files.isEmpty()) {
            int more = files.size() - FILES_NAMED;
            String named = String.join(", ", files.subList(0, Math.min(FILES_NAMED, files.size())))
                    + (more > 0 ? " and " + more + " more" : "");
            throw new VersionException(
                    "The workspace %s holds uncommitted changes, and the step's policy for them is 'fail': %s. The version of this run is %s. Commit them, or choose the policy 'ignore' or 'mark'"
                            .formatted(project, named, version));
        }
    }
}
