package io.jenkins.plugins.kamal.engine.lab.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of this machine that a lab needs: an argv, additions to the environment, and what it reads. */
public record RealServersCommand(List<String> argv, Map<String, String> environment, String input) {

    private static final long TIMEOUT_MINUTES = 15;

    /** What became of it; the text is standard output and error together, without the last line end. */
    public record Result(int exitStatus, String text) {}

    public static RealServersCommand of(List<String> argv) {
        return new RealServersCommand(List.copyOf(argv), Map.of(), "");
    }

    RealServersCommand withInput(String text) {
        return new RealServersCommand(argv, environment, text);
    }

    public RealServersCommand withEnvironment(Map<String, String> additions) {
        return new RealServersCommand(argv, Map.copyOf(additions), input);
    }

    /** Runs it and returns what it printed; an exit status other than 0 is an AssertionError with that text. */
    public String succeed() {
        Result result = run();
        if (result.exitStatus() != 0) {
            throw new AssertionError("Exit status %d of %s%n%s".formatted(result.exitStatus(), argv, result.text()));
        }
        return result.text();
    }

    /** Runs it. Files and not pipes, which a background process would keep open after its parent's end. */
    public Result run() {
        try {
            Path in = Files.createTempFile("lab", ".in");
            Path out = Files.createTempFile("lab", ".out");
            try {
                Files.writeString(in, input);
                int status = await(start(in, out));
                return new Result(
                        status, Files.readString(out, StandardCharsets.UTF_8).stripTrailing());
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new AssertionError("Cannot run " + argv, e);
        }
    }

    private Process start(Path in, Path out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private int await(Process process) {
        try {
            if (process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new AssertionError("No end after " + TIMEOUT_MINUTES + " minutes: " + argv);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted: " + argv, e);
        }
    }
}
