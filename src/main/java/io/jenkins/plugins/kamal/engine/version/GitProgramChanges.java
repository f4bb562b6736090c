package io.jenkins.plugins.kamal.engine.version;

import io.jenkins.plugins.kamal.engine.version.RepositoryReader.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What {@link JGitChanges} finds, found with git's own commands. */
final class GitProgramChanges {

    private static final String GITLINK = "160000";
    private static final String LINK = "120000";
    private static final int OCTAL = 8;

    /** Deleted from the index, unmerged. */
    private static final Set<String> NOT_COMPARED = Set.of("D", "U");

    private final GitProgramReader git;
    private final NestedRepositories nested;
    private final Path root;
    private final Map<String, Change> changes = new TreeMap<>();

    GitProgramChanges(GitProgramReader git, NestedRepositories nested, Path root) {
        this.git = git;
        this.nested = nested;
        this.root = root;
    }

    List<Change> list() throws UnreadableException {
        untracked();
        tracked();
        for (Map.Entry<String, Optional<String>> submodule : submodules().entrySet()) {
            nested.submodule(submodule.getKey(), submodule.getValue())
                    .ifPresent(change -> changes.put(change.path(), change));
        }
        return new ArrayList<>(changes.values());
    }

    private void untracked() throws UnreadableException {
        for (String path : git.records("ls-files", "-z", "--others", "--exclude-standard")) {
            Change change = path.endsWith("/")
                    ? nested.unknown(path.substring(0, path.length() - 1))
                    : Change.file(path, 0);
            changes.put(change.path(), change);
        }
    }

    /** Commit against files. Each change is two records: {@code :100644 100755 <sha> <sha> M} and the path. */
    private void tracked() throws UnreadableException {
        List<String> records = git.records(
                "diff", "--raw", "-z", "--no-renames", "--no-ext-diff", "--no-abbrev", "--ignore-submodules=all", "HEAD");
        for (int i = 0; i + 1 < records.size(); i += 2) {
            String[] fields = records.get(i).substring(1).split(" ");
            String path = records.get(i + 1);
            if (!GITLINK.equals(fields[0]) && !GITLINK.equals(fields[1])) {
                tracked(path, fields);
            }
        }
    }

    private void tracked(String path, String[] fields) throws UnreadableException {
        int mode = Integer.parseInt(fields[0], OCTAL);
        Path file = root.resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(file)) {
            if (mode != 0) {
                changes.put(path, Change.deleted(path, mode));
            }
        } else if (mode != 0 && NOT_COMPARED.contains(fields[4]) && isAsInCommit(path, fields[0], fields[2])) {
            changes.remove(path);
        } else {
            changes.put(path, Change.file(path, mode));
        }
    }

    /** A file that is only gone from the index, or in conflict there, is compared here, for git has not. */
    private boolean isAsInCommit(String path, String headMode, String headId) throws UnreadableException {
        Path file = root.resolve(path);
        if (Files.isSymbolicLink(file)) {
            return LINK.equals(headMode) && git.output("cat-file", "blob", headId).equals(target(file));
        }
        String mode = Files.isExecutable(file) ? "100755" : "100644";
        return mode.equals(headMode) && git.output("hash-object", "--", path).strip().equals(headId);
    }

    private static String target(Path link) throws UnreadableException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UnreadableException("the link " + link + " cannot be read", e);
        }
    }

    /** Submodules of the index and of the commit, with the commit's idea of each. */
    private Map<String, Optional<String>> submodules() throws UnreadableException {
        Map<String, Optional<String>> found = new TreeMap<>();
        for (String entry : git.records("ls-files", "-s", "-z")) {
            if (entry.startsWith(GITLINK)) {
                found.put(path(entry), Optional.empty());
            }
        }
        for (String entry : git.records("ls-tree", "-r", "-z", "--full-tree", "HEAD")) {
            if (entry.startsWith(GITLINK)) {
                found.put(path(entry), Optional.of(entry.substring(0, entry.indexOf('\t')).split(" ")[2]));
            }
        }
        return found;
    }

    private static String path(String entry) {
        return entry.substring(entry.indexOf('\t') + 1);
    }
}
