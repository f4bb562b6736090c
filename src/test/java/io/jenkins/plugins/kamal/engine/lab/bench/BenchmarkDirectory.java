package io.jenkins.plugins.kamal.engine.lab.bench;

import io.jenkins.plugins.kamal.engine.lab.docker.command.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of a benchmark, which is removed when the process ends, however it ends. */
public final class BenchmarkDirectory {

    private BenchmarkDirectory() {}

    public static Path make() throws IOException {
        Path root = Files.createTempDirectory("kamal-bench-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(root), "BenchmarkDirectory"));
        return root;
    }

    private static void remove(Path root) {
        try {
            Directories.delete(root);
        } catch (IOException e) {
            System.err.println("left behind: " + root + " (" + e + ")");
        }
    }
}
