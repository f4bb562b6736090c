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
     * Prevents JGit from writing to the machine. JGit has one system reader per process, so only the engine's own
     * process may call this; in another process, such as Jenkins, JGit stays as that process has set it up. JGit is
     * loaded on first use, because many commands never use it.
     */
    public static void leaveMachineAlone() {
        leavesMachineAlone = true;
    }

    /** Must be called before JGit is used. Only the first call has an effect. */
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
        QuietSystemReader.requireRegularUserFiles();
        try (Repository repository = new FileRepositoryBuilder()
                .setFS(QuietSystemReader.withHome(FS.DETECTED))
                .setGitDir(location.gitDir().toFile())
                .setWorkTree(location.root().toFile())
                .build()) {
            return reading.from(repository);
        }
    }
}
