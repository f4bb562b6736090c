package io.jenkins.plugins.kamal.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recording of Kamal 2.12, done again with our command line, changes the same things in the same order, tells the
 * hooks the same, and leaves the same behind; where not, docs/differences.md says why. Prints how many do.
 *
 * <p>One recording alone: {@code -Dconformance.only=03-deploy-clean} (a pattern).
 */
@Tag("conformance")
class ConformanceTest {

    private static final Path DIFFERENCES = Path.of("docs", "differences.md");
    private static final Recordings RECORDINGS = new Recordings();
    private static final Scenarios SCENARIOS = new Scenarios(RECORDINGS.names());
    private static final Report REPORT = new Report();

    /** Most of a scenario is waiting for other processes. */
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(3, ConformanceTest::daemon);

    @TempDir
    static Path root;

    @TestFactory
    Stream<DynamicTest> does_what_Kamal_did_in() {
        String only = System.getProperty("conformance.only", ".*");
        // All are under way before the first is waited for.
        return SCENARIOS.all().stream()
                .filter(scenario -> scenario.recording().matches(only))
                .map(scenario -> {
                    Future<Outcome> outcome = THREADS.submit(() -> run(scenario));
                    return DynamicTest.dynamicTest(scenario.recording(), () -> requireNoFaults(outcome.get()));
                })
                .toList()
                .stream();
    }

    private static Outcome run(Scenario scenario) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(root.resolve(scenario.recording()));
        Outcome outcome = ScenarioRun.run(RECORDINGS, scenario, directory);
        REPORT.add(outcome);
        return outcome;
    }

    private static void requireNoFaults(Outcome outcome) {
        assertThat(outcome.faults())
                .as(
                        "mend it, or say why in %s and name the entry in Scenarios; we printed:%n%s",
                        DIFFERENCES, outcome.output())
                .isEmpty();
    }

    @Test
    void every_recording_is_done_again_or_it_is_said_why_not() {
        Set<String> known = new HashSet<>(SCENARIOS.withoutCounterpart().keySet());
        SCENARIOS.all().forEach(scenario -> known.add(scenario.recording()));

        assertThat(known).containsExactlyInAnyOrderElementsOf(RECORDINGS.names());
        assertThat(SCENARIOS.withoutCounterpart().values()).noneMatch(String::isBlank);
    }

    @Test
    void every_entry_that_is_named_is_there() throws IOException {
        Set<String> named = new HashSet<>(Report.EVERYWHERE);
        SCENARIOS.all().forEach(scenario -> scenario.allowed().forEach(allowed -> named.add(allowed.entry())));

        for (String entry : named) {
            assertThat(Files.readAllLines(DIFFERENCES))
                    .as("an entry (row, item or paragraph) of %s that begins with '%s'", DIFFERENCES, entry)
                    .anyMatch(line -> line.replaceFirst("^(\\| |\\* )", "").startsWith(entry));
        }
    }

    @AfterAll
    static void report() {
        THREADS.shutdownNow();
        System.out.println(REPORT.text(SCENARIOS.withoutCounterpart()));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "conformance");
        thread.setDaemon(true);
        return thread;
    }
}
