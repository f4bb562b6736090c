package io.jenkins.plugins.kamal.engine.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What came of a scenario.
 *
 * @param scenario the scenario
 * @param differences between Kamal and us
 * @param surprises where the machines did not do what they were recorded doing; then the comparison is worth nothing
 * @param output what our command line printed
 */
record Outcome(Scenario scenario, List<String> differences, List<String> surprises, String output) {

    /** The differences that nobody meant, and meant ones that are not there. */
    List<String> faults() {
        List<String> faults = new ArrayList<>(surprises);
        differences.stream()
                .filter(difference -> Stream.concat(scenario.allowed().stream(), Scenario.EVERYWHERE.stream())
                        .noneMatch(allowed -> matches(allowed, difference)))
                .forEach(faults::add);
        scenario.allowed().stream()
                .filter(allowed -> differences.stream().noneMatch(difference -> matches(allowed, difference)))
                .forEach(allowed -> faults.add("not there any more: " + allowed));
        return faults;
    }

    private static boolean matches(Scenario.Allowed allowed, String difference) {
        return allowed.difference().matcher(difference).matches();
    }

    /** The entries of docs/differences.md that say why we differ. */
    Set<String> entries() {
        Set<String> entries = new TreeSet<>();
        scenario.allowed().forEach(allowed -> entries.add(allowed.entry()));
        return entries;
    }

    Verdict verdict() {
        if (!faults().isEmpty()) {
            return Verdict.DIFFERS;
        }
        return entries().isEmpty() ? Verdict.MATCHES : Verdict.ON_PURPOSE;
    }

    /** Whether we do what Kamal did. */
    enum Verdict {
        MATCHES("matches"),
        ON_PURPOSE("on purpose"),
        DIFFERS("DIFFERS");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
