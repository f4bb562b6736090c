package io.jenkins.plugins.kamal.engine.version.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.NameConflictTreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.util.FS;

/**
 * Walks commit, index and files side by side to find the files that differ from the commit. The index only tells which
 * files are tracked, and which are unchanged without reading them.
 */
final class JGitChanges {

    private static final Set<String> RULES = Set.of(Constants.DOT_GIT_IGNORE, Constants.DOT_GIT_ATTRIBUTES);
    private static final int HEAD = 0;
    private static final int INDEX = 1;
    private static final int FILES = 2;

    private final Repository repository;
    private final NestedRepositories nested;
    private final List<Change> changes = new ArrayList<>();

    JGitChanges(Repository repository, NestedRepositories nested) {
        this.repository = repository;
        this.nested = nested;
    }

    List<Change> list() throws IOException {
        DirCache index = repository.readDirCache();
        try (TreeWalk walk = new NameConflictTreeWalk(repository)) {
            walk.setOperationType(OperationType.CHECKIN_OP); // line endings as `git add` applies them
            walk.addTree(repository.resolve(Constants.HEAD + "^{tree}"));
            walk.addTree(new DirCacheIterator(index));
            FileTreeIterator files = new UnfilteredFiles(repository, JGitChanges::mode);
            files.setDirCacheIterator(walk, INDEX);
            walk.addTree(files);
            while (walk.next()) {
                visit(walk);
            }
        }
        return changes;
    }

    /**
     * Nested repositories count as directories. Sockets and pipes count as missing, because they would block a reader.
     */
    private static FileMode mode(File file, FS.Attributes attributes) {
        if (attributes.isSymbolicLink()) {
            return FileMode.SYMLINK;
        }
        if (attributes.isDirectory()) {
            return FileMode.TREE;
        }
        if (!attributes.isRegularFile()) {
            if (RULES.contains(file.getName())) {
                GitLocation.requireFile(file.toPath());
            }
            return FileMode.MISSING;
        }
        return attributes.isExecutable() ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
    }

    private void visit(TreeWalk walk) throws IOException {
        if (is(walk, HEAD, FileMode.GITLINK) || is(walk, INDEX, FileMode.GITLINK)) {
            visitSubmodule(walk);
        } else if (is(walk, FILES, FileMode.TREE)) {
            visitDirectory(walk);
        } else {
            if (is(walk, FILES, FileMode.MISSING)) {
                visitMissing(walk);
            } else {
                visitFile(walk);
            }
            if (is(walk, HEAD, FileMode.TREE) || is(walk, INDEX, FileMode.TREE)) {
                walk.enterSubtree();
            }
        }
    }

    private void visitSubmodule(TreeWalk walk) {
        if (skipsWorktree(walk) && is(walk, FILES, FileMode.MISSING)) {
            return;
        }
        Optional<String> recorded = is(walk, HEAD, FileMode.GITLINK)
                ? Optional.of(walk.getObjectId(HEAD).name())
                : Optional.empty();
        nested.submodule(walk.getPathString(), recorded.orElse(null)).ifPresent(changes::add);
    }

    private void visitDirectory(TreeWalk walk) throws IOException {
        boolean known = is(walk, HEAD, FileMode.TREE) || is(walk, INDEX, FileMode.TREE);
        if (!known && isIgnored(walk)) {
            return;
        }
        if (isBlob(walk, HEAD)) {
            changes.add(Change.deleted(walk.getPathString(), walk.getRawMode(HEAD)));
        }
        if (!known && nested.isRepository(walk.getPathString())) {
            changes.add(nested.unknown(walk.getPathString()));
        } else {
            walk.enterSubtree();
        }
    }

    private void visitMissing(TreeWalk walk) {
        if (isBlob(walk, HEAD) && !skipsWorktree(walk)) {
            changes.add(Change.deleted(walk.getPathString(), walk.getRawMode(HEAD)));
        }
    }

    private void visitFile(TreeWalk walk) throws IOException {
        if (!isBlob(walk, HEAD)) {
            if (isBlob(walk, INDEX) || !isIgnored(walk)) {
                changes.add(Change.file(walk.getPathString(), 0));
            }
        } else if (differs(walk)) {
            visitChanged(walk);
        }
    }

    private void visitChanged(TreeWalk walk) throws IOException {
        String path = walk.getPathString();
        int headMode = walk.getRawMode(HEAD);
        String filter = walk.getAttributes().getValue("filter");
        if (filter == null) {
            changes.add(Change.file(path, headMode));
            return;
        }
        FileTreeIterator files = walk.getTree(FILES, FileTreeIterator.class);
        FilteredFile file = new FilteredFile(files.getEntryFile().toPath(), filter);
        if (files.isModeDifferent(headMode)) {
            changes.add(Change.file(path, headMode));
        } else if (!file.isStoredAs(walk.getObjectId(HEAD).name())) {
            boolean undecided = !file.isUnderstood() && isDefined(filter);
            changes.add(undecided ? Change.filtered(path, headMode, filter) : Change.file(path, headMode));
        }
    }

    private boolean isDefined(String filter) {
        Config config = repository.getConfig();
        return config.getString("filter", filter, "clean") != null
                || config.getString("filter", filter, "process") != null;
    }

    private static boolean differs(TreeWalk walk) throws IOException {
        FileTreeIterator file = walk.getTree(FILES, FileTreeIterator.class);
        DirCacheEntry entry = entry(walk);
        if (entry != null && entry.getStage() == 0 && sameInIndex(walk)) {
            return file.isModified(entry, true, walk.getObjectReader());
        }
        return file.isModeDifferent(walk.getRawMode(HEAD))
                || !file.getEntryObjectId().equals(walk.getObjectId(HEAD));
    }

    private static boolean sameInIndex(TreeWalk walk) {
        return walk.idEqual(HEAD, INDEX) && walk.getRawMode(HEAD) == walk.getRawMode(INDEX);
    }

    private static boolean skipsWorktree(TreeWalk walk) {
        DirCacheEntry entry = entry(walk);
        return entry != null && entry.isSkipWorkTree();
    }

    @CheckForNull
    private static DirCacheEntry entry(TreeWalk walk) {
        DirCacheIterator index = walk.getTree(INDEX, DirCacheIterator.class);
        return index == null ? null : index.getDirCacheEntry();
    }

    private static boolean isIgnored(TreeWalk walk) throws IOException {
        return walk.getTree(FILES, FileTreeIterator.class).isEntryIgnored();
    }

    private static boolean isBlob(TreeWalk walk, int tree) {
        return !is(walk, tree, FileMode.MISSING) && !is(walk, tree, FileMode.TREE) && !is(walk, tree, FileMode.GITLINK);
    }

    private static boolean is(TreeWalk walk, int tree, FileMode mode) {
        return mode.equals(walk.getRawMode(tree));
    }
}
