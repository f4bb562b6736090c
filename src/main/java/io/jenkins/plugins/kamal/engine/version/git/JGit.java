package io.jenkins.plugins.kamal.engine.version.git;

import edu.umd.cs.findbugs.annotations.Nullable;
import java.io.IOException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/** Opens repositories with JGit in a way that leaves the machine as it is. */
final class JGit {

    private static final Object LOCK = new Object();
    private static int readings;

    @Nullable
    private static SystemReader before;

    @Nullable
    private static SystemReader ours;

    private JGit() {}

    /** What is to be read from an open repository. */
    @FunctionalInterface
    interface Reading<T> {
        T from(Repository repository) throws IOException;
    }

    static <T> T read(GitLocation location, Reading<T> reading) throws IOException {
        return quietly(() -> {
            try (Repository repository = new FileRepositoryBuilder()
                    .setFS(QuietSystemReader.withHome(FS.DETECTED))
                    .setGitDir(location.gitDir().toFile())
                    .setWorkTree(location.root().toFile())
                    .build()) {
                return reading.from(repository);
            }
        });
    }

    /** Something that makes use of JGit. */
    @FunctionalInterface
    interface Use<T> {
        T now() throws IOException;
    }

    /**
     * JGit has one system reader for the whole process, which may be Jenkins's: ours is there while we read, then the
     * one before it is again.
     */
    static <T> T quietly(Use<T> use) throws IOException {
        enter();
        try {
            return use.now();
        } finally {
            leave();
        }
    }

    private static void enter() {
        synchronized (LOCK) {
            if (readings++ == 0) {
                before = SystemReader.getInstance();
                ours = new QuietSystemReader(before);
                SystemReader.setInstance(ours);
            }
        }
    }

    private static void leave() {
        synchronized (LOCK) {
            if (--readings == 0 && SystemReader.getInstance() == ours) {
                SystemReader.setInstance(before);
            }
        }
    }
}
