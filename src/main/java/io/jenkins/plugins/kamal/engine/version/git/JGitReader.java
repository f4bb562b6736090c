package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.version.Commit;
import io.jenkins.plugins.kamal.engine.version.NoCommitException;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Reads a repository with JGit, which needs no process and reads the commit in a few milliseconds. */
public final class JGitReader implements RepositoryReader {

    private final GitLocation location;
    private final ReadingDeadline deadline;

    public JGitReader(GitLocation location) {
        this(location, ReadingDeadline.STANDARD);
    }

    JGitReader(GitLocation location, ReadingDeadline deadline) {
        this.location = location;
        this.deadline = deadline;
    }

    @Override
    public Commit head() throws UnreadableException {
        location.requireBranchFile();
        return read(repository -> {
            Ref head = repository.exactRef(Constants.HEAD);
            if (head == null) {
                throw new IOException("HEAD is missing or refers to nothing");
            }
            if (head.getObjectId() == null) {
                requireUnborn(location, head.getTarget().getName());
                throw noCommit(
                        location, Repository.shortenRefName(head.getTarget().getName()));
            }
            return commit(repository, head);
        });
    }

    @Override
    public List<Change> changes(NestedRepositories nested) throws UnreadableException {
        return read(repository -> new JGitChanges(repository, nested).list());
    }

    /** The exception for a branch without a commit. */
    static NoCommitException noCommit(GitLocation location, String branch) {
        return new NoCommitException("The repository " + location.root() + " has no commit on '" + branch
                + "', so that there is none to take the version from. Commit something, or give a version");
    }

    /** JGit cannot tell a branch with a damaged file from a branch without a commit. */
    private static void requireUnborn(GitLocation location, String ref) throws IOException {
        if (location.hasRefFile(ref)) {
            throw new IOException(ref + " is damaged");
        }
    }

    private static Commit commit(Repository repository, Ref head) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(head.getObjectId());
            Optional<String> branch = head.isSymbolic()
                    ? Optional.of(Repository.shortenRefName(head.getTarget().getName()))
                    : Optional.empty();
            return new Commit(commit.name(), commit.getShortMessage(), branch.orElse(null));
        }
    }

    private <T> T read(JGit.Reading<T> reading) throws UnreadableException {
        try {
            return deadline.read(location, () -> JGit.read(location, reading));
        } catch (VersionException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // JGit reports a file that it cannot parse with either
            throw new UnreadableException(String.valueOf(e.getMessage()), e);
        }
    }
}
