package io.jenkins.plugins.kamal.engine.process;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A program on this machine that reads nothing, prints at most {@value #MOST_OUTPUT} bytes and ends in time; when it
 * does not, or the waiting thread is interrupted, it is killed together with everything it started.
 */
public final class BoundedProcess {

    private static final int MOST_OUTPUT = 8 << 20;

    private final Path directory;
    private final Duration limit;

    /** Programs run in this directory and for no longer than this. */
    public BoundedProcess(Path directory, Duration limit) {
        this.directory = directory;
        this.limit = limit;
    }

    /**
     * Runs a program to its end.
     *
     * @param argv the program and its arguments
     * @param environment its whole environment
     * @param input what it can read, empty for nothing
     * @throws IOException if it cannot be started or printed too much
     * @throws TimeoutException if it did not end in time
     */
    public Ended run(List<String> argv, Map<String, String> environment, String input)
            throws IOException, InterruptedException, TimeoutException {
        Process process = start(argv, environment, input.isEmpty());
        CompletableFuture<byte[]> out = inBackground(() -> drain(process.getInputStream()));
        CompletableFuture<byte[]> err = inBackground(() -> drain(process.getErrorStream()));
        if (!input.isEmpty()) {
            inBackground(() -> feed(process.getOutputStream(), input));
        }
        boolean ended = false;
        try {
            Ended result = await(process, out, err);
            ended = true;
            return result;
        } catch (ExecutionException e) {
            throw new IOException(
                    "its output could not be read: " + e.getCause().getMessage(), e);
        } finally {
            if (!ended) {
                kill(process);
            }
        }
    }

    private Ended await(Process process, CompletableFuture<byte[]> out, CompletableFuture<byte[]> err)
            throws InterruptedException, TimeoutException, ExecutionException {
        long deadline = System.nanoTime() + limit.toNanos();
        byte[] stdout = out.get(remaining(deadline), TimeUnit.NANOSECONDS);
        byte[] stderr = err.get(remaining(deadline), TimeUnit.NANOSECONDS);
        if (!process.waitFor(remaining(deadline), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException("no end after " + limit);
        }
        return new Ended(text(stdout), text(stderr), process.exitValue());
    }

    private Process start(List<String> argv, Map<String, String> environment, boolean nothingToRead)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(argv).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (nothingToRead) {
            builder.redirectInput(new File("/dev/null"));
        }
        return builder.start();
    }

    private static byte[] drain(InputStream stream) {
        try (stream) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                all.write(buffer, 0, read);
                if (all.size() > MOST_OUTPUT) {
                    throw new IOException("more than " + MOST_OUTPUT + " bytes");
                }
            }
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] feed(OutputStream stream, String input) {
        try (stream) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The program did not want all of it: its exit status says whether that is a fault.
            return new byte[0];
        }
        return new byte[0];
    }

    private static CompletableFuture<byte[]> inBackground(Supplier<byte[]> work) {
        return CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, "output of a program");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** The descendants first: they cannot be found any more once their parent is gone. */
    private static void kill(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private static long remaining(long deadline) {
        return Math.max(1, deadline - System.nanoTime());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * A program that has ended.
     *
     * @param stdout what it printed
     * @param stderr what it complained about
     * @param exitStatus its exit status
     */
    public record Ended(String stdout, String stderr, int exitStatus) {

        @Override
        public String toString() {
            return "exit status " + exitStatus;
        }
    }
}
