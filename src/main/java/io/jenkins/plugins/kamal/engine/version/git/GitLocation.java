package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.file.RegularFile;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The location of a repository.
 *
 * @param root the directory that holds {@code .git}
 * @param gitDir the directory {@code .git}, or the one that it points to in a submodule or linked worktree
 * @param commonDir the directory that the linked worktrees of a repository share; without worktrees the same as
 *     {@code gitDir}
 */
public record GitLocation(Path root, Path gitDir, Path commonDir) {

    private static final String POINTER = "gitdir:";
    private static final int LARGEST_POINTER = 64 << 10;
    private static final String SYMBOLIC = "ref:";

    /** Git follows no more links from one reference to another. */
    private static final int MOST_LINKS = 5;

    /** The files that git and JGit read before they read objects. */
    private static final List<String> CONTROL_FILES = List.of(
            "config",
            "config.worktree",
            "HEAD",
            "index",
            "packed-refs",
            "shallow",
            "info/attributes",
            "info/exclude",
            "info/grafts",
            "objects/info/alternates");

    /**
     * Finds the innermost repository that contains a directory.
     *
     * @throws VersionException if there is none, if it is bare, or if {@code .git} points to a missing directory
     */
    public static GitLocation of(Path directory) {
        Path start = real(directory);
        for (Path at = start; at != null; at = at.getParent()) {
            Optional<GitLocation> found = at(at);
            if (found.isPresent()) {
                return found.get();
            }
            if (isGitDir(at)) {
                throw new VersionException(
                        at + " is a repository without a workspace (bare, or a .git directory itself), so that " + start
                                + " holds no checked out commit. Check the project out and run in that directory");
            }
        }
        throw new VersionException(
                "There is no Git repository at " + start + " or above it, so that there is no commit to take the"
                        + " version from. Check the project out (`checkout scm`) and run in its directory, or give a version");
    }

    /** The repository whose root this directory is, if it is one. */
    static Optional<GitLocation> at(Path root) {
        Path dotGit = root.resolve(".git");
        if (Files.isRegularFile(dotGit)) {
            return Optional.of(located(root, target(root, dotGit)));
        }
        return isGitDir(dotGit) ? Optional.of(located(root, dotGit)) : Optional.empty();
    }

    /** Whether there is a file for a branch, whatever its content. */
    boolean hasRefFile(String ref) {
        return Files.exists(commonDir.resolve(ref));
    }

    /** Refuses a named pipe or device in the place of HEAD's branch, which would block its reader for ever. */
    void requireBranchFile() {
        Optional<Path> file = Optional.of(gitDir.resolve("HEAD"));
        for (int links = 0; links <= MOST_LINKS && file.isPresent(); links++) {
            requireFile(file.get());
            file = referred(file.get());
        }
    }

    /** The file of the reference that a symbolic reference names. JGit reports what is damaged. */
    private Optional<Path> referred(Path reference) {
        try {
            String text = RegularFile.text(reference, LARGEST_POINTER).strip();
            return text.startsWith(SYMBOLIC)
                    ? Optional.of(
                            commonDir.resolve(text.substring(SYMBOLIC.length()).strip()))
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw new VersionException(
                    "The project's directory " + directory + " cannot be read (" + e + "). Check the path", e);
        }
    }

    private static Path target(Path root, Path dotGit) {
        String pointer = read(dotGit);
        Path gitDir = resolved(
                root,
                pointer.startsWith(POINTER)
                        ? pointer.substring(POINTER.length()).strip()
                        : pointer,
                dotGit);
        if (!pointer.startsWith(POINTER) || !isGitDir(gitDir)) {
            throw new VersionException(
                    dotGit + " points to '" + pointer + "', where there is no repository. The directory of the"
                            + " main checkout must be readable on this machine (in a container: mounted) at that same path");
        }
        return gitDir;
    }

    private static GitLocation located(Path root, Path gitDir) {
        Path pointer = gitDir.resolve("commondir");
        GitLocation location = located(root, gitDir, pointer);
        for (String name : CONTROL_FILES) {
            requireFile(gitDir.resolve(name));
            requireFile(location.commonDir.resolve(name));
        }
        return location;
    }

    /** Opening a named pipe would wait for a writer forever. */
    static void requireFile(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new VersionException(file + " is not a regular file. Check the workspace out anew");
        }
    }

    private static GitLocation located(Path root, Path gitDir, Path pointer) {
        Path common = Files.isRegularFile(pointer) ? resolved(gitDir, read(pointer), pointer) : gitDir;
        return new GitLocation(root, gitDir, common);
    }

    /**
     * Whether git accepts a directory as a repository: it needs HEAD, and objects and refs, which a linked worktree has
     * elsewhere.
     */
    private static boolean isGitDir(Path directory) {
        boolean complete =
                Files.isDirectory(directory.resolve("objects")) && Files.isDirectory(directory.resolve("refs"));
        return (complete || Files.isRegularFile(directory.resolve("commondir")))
                && Files.exists(directory.resolve("HEAD"));
    }

    private static Path resolved(Path directory, String name, Path source) {
        try {
            return directory.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new VersionException(
                    source + " names no directory (" + e.getReason() + "). Check the workspace out anew", e);
        }
    }

    private static String read(Path file) {
        try {
            return RegularFile.text(file, LARGEST_POINTER).strip();
        } catch (IOException e) {
            throw new VersionException(file + " cannot be read (" + e + "). Check the workspace out anew", e);
        }
    }
}
