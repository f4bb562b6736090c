package io.jenkins.plugins.kamal.engine.lab.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A row of a benchmark's table.
 *
 * @param what the scenario
 * @param who the program
 * @param runs what its runs took
 * @param counts what one of its runs did on a server
 */
public record Row(String what, String who, List<Measurement> runs, Counts counts) {

    private static final String FORMAT = "| %-22s | %-12s | %7s | %-13s | %7s | %6s | %7s | %7s | %8s |%n";

    /**
     * What a run did, for each server; -1 where that is not counted.
     *
     * @param scripts how many command lines SSH carried
     * @param docker how many docker commands they ran
     * @param bytes how much was sent, in both directions
     */
    public record Counts(long scripts, long docker, long bytes) {

        public static final Counts NONE = new Counts(-1, -1, -1);
    }

    /** The head of the table. */
    public static void printHead() {
        System.out.printf(
                Locale.ROOT,
                FORMAT,
                "scenario",
                "program",
                "median",
                "fastest-slowest",
                "CPU",
                "memory",
                "scripts",
                "docker",
                "sent");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
    }

    /** Prints the row. */
    public void print() {
        System.out.printf(
                Locale.ROOT,
                FORMAT,
                what,
                who,
                seconds(median(Measurement::wall)),
                seconds(sorted(Measurement::wall)[0]) + "-" + seconds(sorted(Measurement::wall)[runs.size() - 1]),
                seconds(median(Measurement::cpu)),
                Math.round(median(Measurement::peak) / 1024) + " MB",
                count(counts.scripts()),
                count(counts.docker()),
                counts.bytes() < 0 ? "-" : counts.bytes() / 1024 + " KB");
    }

    private double median(ToDoubleFunction<Measurement> figure) {
        return sorted(figure)[runs.size() / 2];
    }

    private double[] sorted(ToDoubleFunction<Measurement> figure) {
        return runs.stream().mapToDouble(figure).sorted().toArray();
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f s", value);
    }

    private static String count(long value) {
        return value < 0 ? "-" : String.valueOf(value);
    }
}
