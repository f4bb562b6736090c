package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The version that a job, its multibranch project, or a trusted job has deployed last and that no other job has replaced
 * since. The record of another job is never taken as what should run, because any job may deploy under any name.
 *
 * @param version the version that the job has deployed to most roles
 * @param provenImage the image that the servers have proven, {@code repository:tag@sha256:…}; null if they have not
 */
public record DeployedVersion(String version, @CheckForNull String provenImage) {

    /**
     * The deployed version; empty if the job has deployed nothing or several services to the destination, or if another
     * job has deployed the same service since.
     *
     * @param destination the destination, or null for none
     * @param trusted the other jobs whose records are trusted
     */
    public static Optional<DeployedVersion> of(Run<?, ?> run, @CheckForNull String destination, TrustedJobs trusted) {
        List<TrustedRecords> deployed = TrustedRecords.of(run, destination, trusted).stream()
                .filter(records -> records.roles().stream().anyMatch(role -> !role.isRemoved()))
                .toList();
        if (deployed.size() != 1 || isReplaced(deployed.get(0))) {
            return Optional.empty();
        }
        TrustedRecords records = deployed.get(0);
        Map<String, Long> counts = withoutCanary(records).stream()
                .collect(Collectors.groupingBy(RunningRole::getVersion, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> new DeployedVersion(
                        most.getKey(), records.provenImage(most.getKey()).orElse(null)));
    }

    /** The roles on the hosts of an open canary run its version, so only the other hosts tell what should run. */
    private static List<RunningRole> withoutCanary(TrustedRecords records) {
        List<RunningRole> all =
                records.roles().stream().filter(role -> !role.isRemoved()).toList();
        List<RunningRole> others = OpenCanary.of(records.service(), records.history())
                .map(canary -> all.stream()
                        .filter(role -> !canary.isOn(role.getHost()))
                        .toList())
                .orElse(all);
        return others.isEmpty() ? all : others;
    }

    /** Whether another job has done something to the same service and destination since. */
    private static boolean isReplaced(TrustedRecords records) {
        return newest(records.roles()) < newest(records.claims());
    }

    private static long newest(List<RunningRole> roles) {
        return roles.stream()
                .map(RunningRole::enteredMillis)
                .max(Comparator.naturalOrder())
                .orElse(0L);
    }
}
