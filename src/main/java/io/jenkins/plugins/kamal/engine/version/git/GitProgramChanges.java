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
 * What {@link JGitChanges} finds, found with git's own commands. {@code git status} is the one that compares and, told
 * so, writes nothing; {@code git diff} would rewrite the index.
 */
final class GitProgramChanges {

    private static final String GITLINK = "160000";
    private static final String LINK = "120000";
    private static final int OCTAL = 8;

    /** How many paths are given to one command. */
    private static final int BATCH = 200;

    /** Path, attribute and value in the output of {@code git check-attr -z}. */
    private static final int ATTRIBUTE_FIELDS = 3;

    private static final Set<String> NO_FILTER = Set.of("unspecified", "unset", "set");

    /** Fields before the path in a line of {@code --porcelain=v2} for a changed and for an unmerged file. */
    private static final int CHANGED_FIELDS = 8;

    private static final int UNMERGED_FIELDS = 10;

    private final GitProgramReader git;
    private final NestedRepositories nested;
    private final Path root;
    private final Map<String, Optional<String>> submodules = new TreeMap<>();
    private final Set<String> added = new HashSet<>();
    private final Map<String, Change> changes = new TreeMap<>();

    /** The modes and objects of the changed files in the commit. */
    private final Map<String, Entry> blobs = new TreeMap<>();

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
                tracked(fields[CHANGED_FIELDS], fields[1], new Entry(fields[3], fields[6]));
            } else if (line.startsWith("u")) {
                String[] fields = line.split(" ", UNMERGED_FIELDS + 1);
                tracked(fields[UNMERGED_FIELDS], fields[1], new Entry(fields[4], fields[8]));
            }
        }
        submodules();
        filters();
        return new ArrayList<>(changes.values());
    }

    /** Of the files that git takes for changed without their filter, those that their filter explains. */
    private void filters() throws UnreadableException {
        List<String> paths = new ArrayList<>(blobs.keySet());
        for (int from = 0; from < paths.size(); from += BATCH) {
            List<String> command = new ArrayList<>(List.of("check-attr", "-z", "filter", "--"));
            command.addAll(paths.subList(from, Math.min(paths.size(), from + BATCH)));
            List<String> answer = git.records(command.toArray(String[]::new));
            for (int at = 0; at + 2 < answer.size(); at += ATTRIBUTE_FIELDS) {
                if (!NO_FILTER.contains(answer.get(at + 2))) {
                    filtered(answer.get(at), answer.get(at + 2));
                }
            }
        }
    }

    private void filtered(String path, String filter) throws UnreadableException {
        Entry before = blobs.get(path);
        FilteredFile file = new FilteredFile(root.resolve(path), filter);
        try {
            if (isModeDifferent(file.file(), before)) {
                return;
            }
            if (file.isStoredAs(before.id())) {
                changes.remove(path);
            } else if (!file.isUnderstood() && git.filters().names().contains(filter)) {
                changes.put(path, Change.filtered(path, before.number(), filter));
            }
        } catch (IOException e) {
            throw new UnreadableException(file.file() + " cannot be read", e);
        }
    }

    /** As git, which trusts the executable bit only where the repository says so. */
    private boolean isModeDifferent(Path file, Entry before) throws UnreadableException {
        boolean trusts = !"false"
                .equals(git.output("config", "--type=bool", "--default=true", "--get", "core.fileMode")
                        .strip());
        return trusts && !before.mode().equals(Files.isExecutable(file) ? "100755" : "100644");
    }

    private void untracked(String path) {
        String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        changes.put(name, path.endsWith("/") ? nested.unknown(name) : Change.file(name, 0));
    }

    /**
     * A path that is not the same in commit, index and files.
     *
     * @param state commit against index, then index against files; {@code .} for no difference
     * @param before what the commit has there; in a conflict "ours", which is the same
     */
    private void tracked(String path, String state, Entry before) throws UnreadableException {
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

    private boolean isAsInCommit(String path, Entry before) throws UnreadableException {
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
     * Those that status has listed differ from the index, or are gone from it; of the others the index has the commit.
     */
    private void submodules() throws UnreadableException {
        for (String entry : index()) {
            String path = entry.substring(entry.indexOf('\t') + 1);
            if (entry.startsWith(GITLINK)) {
                submodules.putIfAbsent(path, recorded(path, entry.split(" ")[1]));
            }
        }
        submodules.forEach((path, recorded) -> {
            changes.remove(path);
            nested.submodule(path, recorded.orElse(null)).ifPresent(change -> changes.put(path, change));
        });
    }

    /** A submodule of the index that status has found to be new is not in the commit. */
    private Optional<String> recorded(String path, String indexed) {
        return added.contains(path) ? Optional.empty() : Optional.of(indexed);
    }

    /**
     * Without {@code --sparse}, which git has since 2.36, a treeless clone would fetch the trees that are not checked
     * out.
     */
    private List<String> index() throws UnreadableException {
        try {
            return git.records("ls-files", "--stage", "--sparse", "-z");
        } catch (UnreadableException olderGit) {
            return git.records("ls-files", "--stage", "-z");
        }
    }

    /** The mode and object at a path in the commit. */
    private record Entry(String mode, String id) {

        boolean isSubmodule() {
            return GITLINK.equals(mode);
        }

        boolean isThere() {
            return number() != 0;
        }

        int number() {
            return Integer.parseInt(mode, OCTAL);
        }
    }
}
