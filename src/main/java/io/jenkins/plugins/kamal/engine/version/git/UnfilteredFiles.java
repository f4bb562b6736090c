package io.jenkins.plugins.kamal.engine.version.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;

/** The files of a workspace, read without the filters that {@code .gitattributes} names; see {@link FilteredFile}. */
final class UnfilteredFiles extends FileTreeIterator {

    UnfilteredFiles(Repository repository, FileModeStrategy modes) {
        super(repository, modes);
    }

    private UnfilteredFiles(UnfilteredFiles parent) {
        super(parent, parent.getEntryFile(), parent.fs, parent.fileModeStrategy);
    }

    @Override
    protected AbstractTreeIterator enterSubtree() {
        return new UnfilteredFiles(this);
    }

    /** The command that JGit would run. */
    @Override
    @CheckForNull
    public String getCleanFilterCommand() {
        return null;
    }
}
