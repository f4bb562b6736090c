package io.jenkins.plugins.kamal.engine.version.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The repositories within a repository: submodules, and clones that are not submodules. */
public final class NestedRepositories {

    private static final int GITLINK = 0160000;

    private final Path root;
    private final GitProgram git;

    public NestedRepositories(Path root, GitProgram git) {
        this.root = root;
        this.git = git;
    }

    /**
     * The change of a submodule against the commit that the outer commit records; empty if there is none.
     *
     * @param recorded the recorded commit, or null if the outer commit has no submodule at the path
     */
    Optional<Change> submodule(String path, @CheckForNull String recorded) {
        Path directory = root.resolve(path);
        int headMode = recorded == null ? 0 : GITLINK;
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return recorded == null ? Optional.empty() : Optional.of(Change.deleted(path, headMode));
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(Change.file(path, headMode));
        }
        if (!isRepository(path)) {
            return Optional.empty(); // `git submodule update` has not been run: the workspace is as the clone left it
        }
        Change change = change(path, headMode);
        return change.content().equals(recorded) ? Optional.empty() : Optional.of(change);
    }

    /** A clone that is not a submodule of the outer repository. */
    Change unknown(String path) {
        return change(path, 0);
    }

    /** Whether there is a nested repository at a path. */
    boolean isRepository(String path) {
        return Files.exists(root.resolve(path).resolve(".git"), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The content of a nested repository is its commit, followed by the digest of its changes; without a commit, the
     * digest of all its files.
     */
    private Change change(String path, int headMode) {
        Path directory = root.resolve(path);
        Optional<ProjectRepository> found = withCommit(directory);
        if (found.isEmpty()) {
            String digest = new ContentDigest(directory, true).of(files(directory));
            return Change.repository(path, headMode, "no commit " + digest);
        }
        ProjectRepository repository = found.get();
        List<Change> changes = repository.changes();
        String sha = repository.head().sha();
        return changes.stream()
                .filter(change -> change.kind() == Change.Kind.FILTERED)
                .findFirst()
                .map(file -> Change.filtered(path + "/" + file.path(), headMode, file.content()))
                .orElseGet(() -> Change.repository(
                        path,
                        headMode,
                        repository
                                .contentDigest(changes)
                                .map(digest -> sha + " " + digest)
                                .orElse(sha)));
    }

    private Optional<ProjectRepository> withCommit(Path directory) {
        try {
            ProjectRepository repository = ProjectRepository.of(directory, git);
            repository.head();
            return Optional.of(repository);
        } catch (VersionException brokenOrUnborn) {
            return Optional.empty();
        }
    }

    private static List<Change> files(Path directory) {
        List<Change> files = new ArrayList<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                    return dir.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!attributes.isOther() && !file.endsWith(".git")) {
                        files.add(Change.file(directory.relativize(file).toString(), 0));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new VersionException(
                    "%s cannot be read for the version's mark (%s). Make it readable or add it to .gitignore"
                            .formatted(directory, e),
                    e);
        }
        return files;
    }
}
