package io.jenkins.plugins.kamal.step;

import hudson.model.Result;
import hudson.model.Slave;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * How long a step takes from its start to the first line of the engine in the build's log, on an agent in a process of
 * its own. Not part of the suite, because it measures time: {@code ./dev bench step}.
 */
@WithJenkins
class StepBenchmark {

    private static final int ROUNDS = 12;
    private static final String BEGIN = "BEGIN ";
    private static final String FORMAT = "| %-46s | %8s | %-17s |%n";

    @TempDir
    Path temporary;

    @Test
    void firstLineOfTheEngine(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            Slave agent = project.agent(jenkins, "bench");
            Map<String, List<Double>> cold = measure(jenkins, project);
            awaitArchive(Path.of(agent.getRemoteFS()));
            Map<String, List<Double>> warm = measure(jenkins, project);

            System.out.printf(
                    Locale.ROOT,
                    FORMAT,
                    "from the step's start to the engine's first line",
                    "median",
                    "fastest-slowest");
            System.out.println("|---|---|---|");
            cold.forEach((step, seconds) -> print(step + ", without archive", seconds));
            warm.forEach((step, seconds) -> print(step + ", with archive", seconds));
        }
    }

    private Map<String, List<Double>> measure(JenkinsRule jenkins, EmbeddedProject project) throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, """
                node('bench') {
                  %s
                  for (int i = 0; i < %d; i++) {
                    echo 'BEGIN kamal'
                    kamal 'version'
                    echo 'BEGIN kamalDeploy'
                    kamalDeploy(%s)
                  }
                }
                """.formatted(project.checkout(), ROUNDS, EmbeddedProject.access()));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Map<String, List<Double>> seconds = new TreeMap<>();
        try (ArrivingLines log = new ArrivingLines(run.getRootDir().toPath().resolve("log"))) {
            String begun = null;
            long since = 0;
            for (String line = log.next(run); line != null; line = log.next(run)) {
                if (line.startsWith(BEGIN)) {
                    begun = line.substring(BEGIN.length());
                    since = System.nanoTime();
                } else if (begun != null && !line.contains("[Pipeline]") && !line.startsWith("Kamal: ")) {
                    seconds.computeIfAbsent(begun, step -> new ArrayList<>()).add((System.nanoTime() - since) / 1e9);
                    begun = null;
                }
            }
        }
        jenkins.assertBuildStatus(Result.SUCCESS, run);
        seconds.values().forEach(times -> times.remove(0));
        return seconds;
    }

    /** The archive is made in the background, some time after the first step. */
    private static void awaitArchive(Path agent) throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!isThere(agent.resolve("caches/kamal-engine"))) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("no class-data archive below " + agent);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static boolean isThere(Path cache) throws IOException {
        try (Stream<Path> engines = Files.list(cache)) {
            return engines.anyMatch(engine -> Files.exists(engine.resolve("classes.jsa")));
        }
    }

    private static void print(String what, List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                FORMAT,
                what,
                String.format(Locale.ROOT, "%.2f s", sorted.get(sorted.size() / 2)),
                String.format(Locale.ROOT, "%.2f s-%.2f s", sorted.get(0), sorted.get(sorted.size() - 1)));
    }

    /** The lines of a build's log, as soon as they are in its file. */
    private static final class ArrivingLines implements AutoCloseable {

        private static final long GLANCE_MILLIS = 2;

        private final RandomAccessFile file;
        private final StringBuilder rest = new StringBuilder();

        ArrivingLines(Path log) throws IOException, InterruptedException {
            while (!Files.exists(log)) {
                TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
            }
            file = new RandomAccessFile(log.toFile(), "r");
        }

        /** The next line; null at the end of the build. */
        String next(WorkflowRun run) throws IOException, InterruptedException {
            while (true) {
                int end = rest.indexOf("\n");
                if (end >= 0) {
                    String line = rest.substring(0, end);
                    rest.delete(0, end + 1);
                    return line;
                }
                boolean over = !run.isBuilding();
                byte[] arrived = new byte[(int) (file.length() - file.getFilePointer())];
                file.readFully(arrived);
                rest.append(new String(arrived, StandardCharsets.ISO_8859_1));
                if (arrived.length == 0 && over) {
                    return null;
                }
                if (arrived.length == 0) {
                    TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
                }
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
