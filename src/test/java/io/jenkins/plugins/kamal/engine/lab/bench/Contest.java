package io.jenkins.plugins.kamal.engine.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Programs that take turns in one scenario, so that what the machine does meanwhile hits all of them alike. */
public final class Contest {

    private static final int RUNS = 7;
    private static final int LEAST_RUNS = 3;
    private static final Duration BUDGET = Duration.ofSeconds(90);

    private final String scenario;
    private final Map<String, Contestant> contestants = new LinkedHashMap<>();
    private final Map<String, Supplier<Row.Counts>> counts = new LinkedHashMap<>();

    /** One run of a program. */
    @FunctionalInterface
    public interface Contestant {
        Measurement run() throws IOException, InterruptedException;
    }

    public Contest(String scenario) {
        this.scenario = scenario;
    }

    /** Adds a program; what its last run did is counted right after it. */
    public Contest with(String name, Contestant contestant, Supplier<Row.Counts> counted) {
        contestants.put(name, contestant);
        counts.put(name, counted);
        return this;
    }

    /** Runs all in turns, once to warm up and then until the runs or the time are used up; prints a row for each. */
    public void run() throws IOException, InterruptedException {
        Map<String, List<Measurement>> runs = new LinkedHashMap<>();
        Map<String, Row.Counts> counted = new LinkedHashMap<>();
        contestants.keySet().forEach(name -> runs.put(name, new ArrayList<>()));
        long end = System.nanoTime() + BUDGET.toNanos();
        for (int round = 0; round <= RUNS && (round <= LEAST_RUNS || System.nanoTime() < end); round++) {
            for (Map.Entry<String, Contestant> contestant : contestants.entrySet()) {
                Measurement run = contestant.getValue().run();
                counted.put(contestant.getKey(), counts.get(contestant.getKey()).get());
                if (round > 0) {
                    runs.get(contestant.getKey()).add(run);
                }
            }
        }
        runs.forEach((name, all) -> new Row(scenario, name, all, counted.get(name)).print());
    }
}
