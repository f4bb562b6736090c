package io.jenkins.plugins.kamal.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a class in a Java of its own that has 64 MB of heap for everything, itself included: what would need more ends
 * in an OutOfMemoryError there, whatever the machine has.
 */
public final class SmallMemory {

    private static final int MOST_SECONDS = 120;

    private SmallMemory() {}

    /** What the class prints; its exit status must be 0. */
    public static String run(Class<?> main, Path directory) {
        try {
            Path log = directory.resolve("small-memory.log");
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            main.getName(),
                            directory.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String printed = java.nio.file.Files.readString(log, StandardCharsets.UTF_8);
            if (!ended || process.waitFor() != 0) {
                throw new AssertionError((ended ? "failed: " : "no end: ") + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
