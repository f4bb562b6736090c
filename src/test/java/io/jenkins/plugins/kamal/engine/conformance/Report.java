package io.jenkins.plugins.kamal.engine.conformance;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many recordings match, differ on purpose, and differ; filled by several threads. */
final class Report {

    /**
     * The entries of docs/differences.md that hold in all recordings and are looked past: a password comes on standard
     * input, the lock is taken earlier, buildx is asked for the digest, and what {@link Scenario#EVERYWHERE} says.
     */
    static final List<String> EVERYWHERE = Stream.concat(
                    Stream.of("passwords", "the lock", "the running image"),
                    Scenario.EVERYWHERE.stream().map(Scenario.Allowed::entry))
            .toList();

    private final Map<String, Outcome> outcomes = new ConcurrentSkipListMap<>();

    void add(Outcome outcome) {
        outcomes.put(outcome.scenario().recording(), outcome);
    }

    /** The table, and the sums below it. */
    String text(Map<String, String> withoutCounterpart) {
        Map<Outcome.Verdict, Long> sums =
                outcomes.values().stream().collect(Collectors.groupingBy(Outcome::verdict, Collectors.counting()));
        Stream<String> rows = Stream.concat(
                outcomes.values().stream().map(Report::row),
                withoutCounterpart.entrySet().stream().map(Report::row));
        String summary = "%d recordings: %d match, %d differ on purpose, %d differ, %d have no counterpart"
                .formatted(
                        outcomes.size() + withoutCounterpart.size(),
                        sums.getOrDefault(Outcome.Verdict.MATCHES, 0L),
                        sums.getOrDefault(Outcome.Verdict.ON_PURPOSE, 0L),
                        sums.getOrDefault(Outcome.Verdict.DIFFERS, 0L),
                        withoutCounterpart.size());
        return "%nConformance with Kamal 2.12 (looked past in all: %s)%n%s%n%s%n"
                .formatted(String.join("; ", EVERYWHERE), rows.collect(Collectors.joining("\n")), summary);
    }

    private static String row(Outcome outcome) {
        return row(outcome.verdict().words(), outcome.scenario().recording(), String.join("; ", outcome.entries()));
    }

    private static String row(Entry<String, String> without) {
        return row("no counterpart", without.getKey(), without.getValue());
    }

    private static String row(String verdict, String recording, String why) {
        return "  %-14s  %-38s  %s".formatted(verdict, recording, why).stripTrailing();
    }
}
