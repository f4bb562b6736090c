package io.jenkins.plugins.kamal.engine.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one run of a program took.
 *
 * @param wall seconds from its start to its end
 * @param cpu seconds of the processor, user and system, with those of the programs that it started and waited for
 * @param peak kilobytes of memory at its highest
 */
public record Measurement(double wall, double cpu, long peak) {

    private static final long LIMIT_SECONDS = 120;
    private static final long GLANCE_MILLIS = 10;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    /** bash measures the processor's time, because Java does not tell that of a child. */
    private static final String TIMED =
            "TIMEFORMAT='%U %S'; log=$1 times=$2; shift 2; { time \"$@\" </dev/null >\"$log\" 2>&1; } 2>\"$times\"";

    /**
     * Runs a command, which must succeed within two minutes.
     *
     * @param environment all variables that it gets
     * @param log the file for its output
     */
    public static Measurement of(List<String> command, Path directory, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        Path times = Path.of(log + ".times");
        List<String> timed =
                new ArrayList<>(List.of("/bin/bash", "-c", TIMED, "bash", log.toString(), times.toString()));
        timed.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(timed).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        long peak = 0;
        long limit = start + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(
                    peak,
                    process.children().mapToLong(Measurement::peakOf).max().orElse(0));
            if (System.nanoTime() > limit) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                throw new IllegalStateException("not done after " + LIMIT_SECONDS + " s: " + command + tail(log));
            }
        }
        double wall = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException("exit status " + process.exitValue() + ": " + command + tail(log));
        }
        return new Measurement(wall, seconds(Files.readString(times)), peak);
    }

    private static double seconds(String userAndSystem) {
        return Stream.of(userAndSystem.strip().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    private static long peakOf(ProcessHandle process) {
        try {
            Matcher line = PEAK.matcher(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status")));
            return line.find() ? Long.parseLong(line.group(1)) : 0;
        } catch (IOException e) {
            // It has ended, or this machine has no /proc.
            return 0;
        }
    }

    private static String tail(Path log) throws IOException {
        String text = Files.readString(log);
        return "\n" + text.substring(Math.max(0, text.length() - 4000));
    }
}
