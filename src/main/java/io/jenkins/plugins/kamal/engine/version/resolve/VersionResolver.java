package io.jenkins.plugins.kamal.engine.version.resolve;

import io.jenkins.plugins.kamal.engine.version.Commit;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion.Source;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion.WorkspaceState;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.VersionMark;
import io.jenkins.plugins.kamal.engine.version.VersionRequest;
import io.jenkins.plugins.kamal.engine.version.git.Change;
import io.jenkins.plugins.kamal.engine.version.git.GitProgram;
import io.jenkins.plugins.kamal.engine.version.git.LocalGit;
import io.jenkins.plugins.kamal.engine.version.git.ProjectRepository;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Computes the version of a workspace: the explicit version, or else the commit according to the policy.
 *
 * <p>The same workspace always gives the same version. In Kamal, the end of an uncommitted version is random
 * ({@code lib/kamal/configuration.rb}, {@code git_version}) and differs in every process; here it is a digest.
 */
public final class VersionResolver {

    private static final int FILES_NAMED = 10;

    private final GitProgram git;

    /** Resolves with the machine's own {@code git} if JGit does not understand a repository. */
    public VersionResolver() {
        this(new LocalGit());
    }

    /** Resolves with this {@code git} if JGit does not understand a repository. */
    public VersionResolver(GitProgram git) {
        this.git = git;
    }

    /**
     * Computes the version.
     *
     * <p>An explicit version is used unchanged. The policy {@code fail} also applies to it, because the user asked for
     * this policy.
     *
     * @throws VersionException if there is no repository or no commit, or if the policy refuses the uncommitted changes
     */
    public ResolvedVersion resolve(VersionRequest request) {
        return request.explicit().map(version -> explicit(version, request)).orElseGet(() -> fromHead(request));
    }

    private ResolvedVersion explicit(Version version, VersionRequest request) {
        if (request.policy() == UncommittedPolicy.FAIL) {
            ProjectRepository repository = ProjectRepository.of(request.project(), git);
            Commit commit = repository.head();
            refuseChanges(repository, commit);
            return new ResolvedVersion(version, commit, Source.EXPLICIT, WorkspaceState.CLEAN, null);
        }
        return new ResolvedVersion(
                version, commitIfAny(request).orElse(null), Source.EXPLICIT, WorkspaceState.NOT_EXAMINED, null);
    }

    /**
     * An explicit version needs no repository. If the repository is missing or unreadable, only the commit is missing
     * on the build's page.
     */
    private Optional<Commit> commitIfAny(VersionRequest request) {
        try {
            return Optional.of(ProjectRepository.of(request.project(), git).head());
        } catch (VersionException noCommit) {
            return Optional.empty();
        }
    }

    private ResolvedVersion fromHead(VersionRequest request) {
        ProjectRepository repository = ProjectRepository.of(request.project(), git);
        Commit commit = repository.head();
        return switch (request.decidedPolicy()) {
            case FAIL -> {
                refuseChanges(repository, commit);
                yield unmarked(commit, WorkspaceState.CLEAN);
            }
            case MARK ->
                repository
                        .contentDigest()
                        .map(digest -> marked(commit, digest))
                        .orElseGet(() -> unmarked(commit, WorkspaceState.CLEAN));
            default -> unmarked(commit, WorkspaceState.NOT_EXAMINED);
        };
    }

    private static ResolvedVersion marked(Commit commit, String digest) {
        return new ResolvedVersion(
                VersionMark.of(commit.sha(), digest).version(), commit, Source.HEAD, WorkspaceState.CHANGED, digest);
    }

    private static ResolvedVersion unmarked(Commit commit, WorkspaceState workspace) {
        return new ResolvedVersion(new Version(commit.sha()), commit, Source.HEAD, workspace, null);
    }

    private static void refuseChanges(ProjectRepository repository, Commit commit) {
        List<Change> changes = repository.changes();
        if (!changes.isEmpty()) {
            throw new VersionException(
                    "%s holds changes that commit %s does not have, and the policy for them is 'fail': %s. "
                                    .formatted(repository.root(), commit.sha(), named(changes))
                            + "Commit them, or choose the policy 'ignore' or 'mark'");
        }
    }

    private static String named(List<Change> changes) {
        String first = changes.stream().limit(FILES_NAMED).map(Change::toString).collect(Collectors.joining(", "));
        int more = changes.size() - FILES_NAMED;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
