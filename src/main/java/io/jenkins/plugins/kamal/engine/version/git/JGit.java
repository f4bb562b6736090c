package io.jenkins.plugins.kamal.engine.version.git;

import java.io.IOException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/** Opens repositories with JGit. */
public final class JGit {

    private static volatile boolean leavesMachineAlone;

    private JGit() {}

    /**
     * Makes JGit leave the machine as it is, in a process that belongs to the engine: JGit has one system reader for
     * the whole process. In another process, Jenkins say, JGit reads as that process has set it up. JGit is loaded when
     * it is used first, because many commands never use it.
     */
    public static void leaveMachineAlone() {
        leavesMachineAlone = true;
    }

    /** Has to be called before anything of JGit is used. Only the first call changes anything. */
    static synchronized void prepare() {
        if (leavesMachineAlone) {
            leavesMachineAlone = false;
            QuietSystemReader.install();
        }
    }

    /** Reads an open repository. */
    @FunctionalInterface
    interface Reading<T> {
        T from(Repository repository) throws IOException;
    }

    static <T> T read(GitLocation location, Reading<T> reading) throws IOException {
        prepare();
        try (Repository repository = new FileRepositoryBuilder()
                .setFS(QuietSystemReader.withHome(FS.DETECTED))
                .setGitDir(location.gitDir().toFile())
                .setWorkTree(location.root().toFile())
                .build()) {
            return reading.from(repository);
        }
    }
}
