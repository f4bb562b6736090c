package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.version.Commit;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.git.RepositoryReader.UnreadableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;

/**
 * The repository that contains a project. JGit reads it; the git of this machine reads what JGit cannot read.
 *
 * <p>Kamal's counterparts are {@code lib/kamal/git.rb} and {@code clone_directory}.
 */
public final class ProjectRepository {

    private final GitLocation location;
    private final Path pathInside;
    private final GitProgram git;

    private ProjectRepository(GitLocation location, Path pathInside, GitProgram git) {
        this.location = location;
        this.pathInside = pathInside;
        this.git = git;
    }

    /**
     * Finds the innermost repository that contains a directory.
     *
     * @throws VersionException if there is none, or if it is bare
     */
    public static ProjectRepository of(Path project, GitProgram git) {
        GitLocation location = GitLocation.of(project);
        try {
            return new ProjectRepository(location, location.root().relativize(project.toRealPath()), git);
        } catch (IOException e) {
            throw new VersionException("The project's directory " + project + " cannot be read (" + e + ")", e);
        }
    }

    /** The top directory, absolute and without symbolic links. */
    public Path root() {
        return location.root();
    }

    /** The name of the top directory, which Kamal's clone has, too. */
    public String name() {
        return String.valueOf(location.root().getFileName());
    }

    /** The path from the root to the project; empty if the project is the root. */
    public Path pathInside() {
        return pathInside;
    }

    /**
     * The commit that is checked out.
     *
     * @throws VersionException if there is none, or if it cannot be read
     */
    public Commit head() {
        return read(RepositoryReader::head);
    }

    /** The paths with uncommitted changes, as people see them, sorted and without ignored files. */
    public List<String> uncommittedFiles() {
        return changes().stream().map(Change::toString).toList();
    }

    /** The digest of the uncommitted content; empty if there is none. */
    public Optional<String> contentDigest() {
        return contentDigest(changes());
    }

    Optional<String> contentDigest(List<Change> changes) {
        boolean trustsModes = config().getBoolean("core", "filemode", true);
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new ContentDigest(location.root(), trustsModes).of(changes));
    }

    /** The changes of the files against the commit, sorted. */
    public List<Change> changes() {
        NestedRepositories nested = new NestedRepositories(location.root(), git);
        List<Change> changes =
                read(reader -> reader.changes(nested)).stream().sorted().toList();
        FileNames.requireReadable(
                location.root(), changes.stream().map(Change::path).toList());
        return changes;
    }

    /** The repository's own configuration, without the user's. */
    Config config() {
        return RepositoryConfig.load(location);
    }

    private <T> T read(Question<T> question) {
        Optional<String> limit = GitLimits.of(config());
        UnreadableException jgit;
        try {
            if (limit.isEmpty()) {
                return question.ask(new JGitReader(location));
            }
            jgit = new UnreadableException(limit.get());
        } catch (UnreadableException e) {
            jgit = e;
        }
        return readWithGit(question, jgit);
    }

    private <T> T readWithGit(Question<T> question, UnreadableException jgit) {
        try {
            return question.ask(new GitProgramReader(location, git));
        } catch (UnreadableException e) {
            e.addSuppressed(jgit);
            throw new VersionException(
                    "The repository %s cannot be read: JGit cannot (%s), and %s. "
                                    .formatted(location.root(), jgit.getMessage(), e.getMessage())
                            + "Check it out anew, or make sure that `git` is installed here and `git status` works",
                    e);
        }
    }

    /** A question that the readers are asked in turn. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(RepositoryReader reader) throws UnreadableException;
    }
}
