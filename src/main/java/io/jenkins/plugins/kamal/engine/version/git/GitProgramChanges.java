package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.version.git.RepositoryReader.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the same changes as {@link JGitChanges} with git's own commands. {@code git status} compares without writing;
 * {@code git diff} would rewrite the index.
 */
final class GitProgramChanges {

    private static final String LINK = "120000";

    /**
     * The number of fields before the path in a {@code --porcelain=v2} line, for a changed and for an unmerged file.
     */
    private static final int CHANGED_FIELDS = 8;

    private static final int UNMERGED_FIELDS = 10;

    private final GitProgramReader git;
    private final NestedRepositories nested;
    private final Path root;
    private final Map<String, Optional<String>> submodules = new TreeMap<>();
    private final Set<String> added = new HashSet<>();
    private final Map<String, Change> changes = new TreeMap<>();

    /** The entries that the changed files have in the commit. */
    private final Map<String, TreeEntry> blobs = new TreeMap<>();

    GitProgramChanges(GitProgramReader git, NestedRepositories nested, Path root) {
        this.git = git;
        this.nested = nested;
        this.root = root;
    }

    List<Change> list() throws UnreadableException {
        List<String> lines = git.records(
                "status", "--porcelain=v2", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=dirty");
        for (String line : lines) {
            if (line.startsWith("?")) {
                untracked(line.substring(2));
            }
        }
        for (String line : lines) {
            if (line.startsWith("1")) {
                String[] fields = line.split(" ", CHANGED_FIELDS + 1);
                tracked(fields[CHANGED_FIELDS], fields[1], new TreeEntry(fields[3], fields[6]));
            } else if (line.startsWith("u")) {
                String[] fields = line.split(" ", UNMERGED_FIELDS + 1);
                tracked(fields[UNMERGED_FIELDS], fields[1], new TreeEntry(fields[4], fields[8]));
            }
        }
        submodules();
        new FilteredChanges(git, root).correct(changes, blobs);
        return new ArrayList<>(changes.values());
    }

    private void untracked(String path) {
        String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        changes.put(name, path.endsWith("/") ? nested.unknown(name) : Change.file(name, 0));
    }

    /**
     * Adds a path that differs between commit, index and files.
     *
     * @param state the difference between commit and index, then between index and files; {@code .} for none
     * @param before the entry in the commit; in a conflict the one of "ours", which is the same
     */
    private void tracked(String path, String state, TreeEntry before) throws UnreadableException {
        if (!before.isThere()) {
            added.add(path);
        }
        boolean compared = state.indexOf('.') >= 0 && state.charAt(0) != 'D';
        if (before.isSubmodule()) {
            submodules.put(path, Optional.of(before.id()));
        } else if (!isFile(path)) {
            if (before.isThere()) {
                changes.put(path, Change.deleted(path, before.number()));
            }
        } else if (compared || !isAsInCommit(path, before)) {
            changes.put(path, Change.file(path, before.number()));
            if (before.isThere()) {
                blobs.put(path, before);
            }
        } else {
            changes.remove(path);
            blobs.remove(path);
        }
    }

    private boolean isFile(String path) {
        Path file = root.resolve(path);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file);
    }

    private boolean isAsInCommit(String path, TreeEntry before) throws UnreadableException {
        Path file = root.resolve(path);
        if (Files.isSymbolicLink(file)) {
            return LINK.equals(before.mode())
                    && git.output("cat-file", "blob", before.id()).equals(target(file));
        }
        String mode = Files.isExecutable(file) ? "100755" : "100644";
        return mode.equals(before.mode())
                && git.output("hash-object", "--", path).strip().equals(before.id());
    }

    private static String target(Path link) throws UnreadableException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UnreadableException("the link " + link + " cannot be read", e);
        }
    }

    /**
     * Adds the changes of submodules. Those that status has listed differ from the index or are missing in it. The
     * index records the commit of all others.
     */
    private void submodules() throws UnreadableException {
        for (String entry : index()) {
            String path = entry.substring(entry.indexOf('\t') + 1);
            if (entry.startsWith(TreeEntry.GITLINK)) {
                submodules.putIfAbsent(path, recorded(path, entry.split(" ")[1]));
            }
        }
        submodules.forEach((path, recorded) -> {
            changes.remove(path);
            nested.submodule(path, recorded.orElse(null)).ifPresent(change -> changes.put(path, change));
        });
    }

    /** The commit that HEAD records for a submodule in the index; none if the submodule is new. */
    private Optional<String> recorded(String path, String indexed) {
        return added.contains(path) ? Optional.empty() : Optional.of(indexed);
    }

    /**
     * The entries of the index. Without {@code --sparse}, which git knows since 2.36, a treeless clone would fetch the
     * trees that are not checked out.
     */
    private List<String> index() throws UnreadableException {
        try {
            return git.records("ls-files", "--stage", "--sparse", "-z");
        } catch (UnreadableException olderGit) {
            return git.records("ls-files", "--stage", "-z");
        }
    }
}
