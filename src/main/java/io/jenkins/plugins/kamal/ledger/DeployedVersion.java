package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The version that a job, or its multibranch project, has deployed last and that no other job has replaced since. Another
 * job's record is never taken as what should run, because any job may deploy under any name.
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
     */
    public static Optional<DeployedVersion> of(Run<?, ?> run, @CheckForNull String destination) {
        String where = Util.fixNull(destination);
        List<JobLedger> own = Ledger.get()
                .ownedBy(LedgerKey.ownerOf(run.getParent()).getFullName())
                .stream()
                .filter(ledger -> ledger.key().destination().equals(where))
                .filter(ledger -> ledger.roles().stream().anyMatch(role -> !role.isRemoved()))
                .toList();
        if (own.size() != 1 || isReplaced(own.get(0))) {
            return Optional.empty();
        }
        JobLedger ledger = own.get(0);
        Map<String, Long> counts = ledger.roles().stream()
                .filter(role -> !role.isRemoved())
                .collect(Collectors.groupingBy(RunningRole::getVersion, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> new DeployedVersion(
                        most.getKey(), ledger.provenImage(most.getKey()).orElse(null)));
    }

    /** Whether another job has done something to the same service and destination since. */
    private static boolean isReplaced(JobLedger own) {
        return newest(own.roles()) < newest(rolesOfOthers(own));
    }

    private static List<RunningRole> rolesOfOthers(JobLedger own) {
        List<RunningRole> roles = new ArrayList<>();
        Ledger.get().all().stream()
                .filter(ledger -> !ledger.key().owner().equals(own.key().owner()) || ledger.isOwnerDeleted())
                .filter(ledger -> ledger.key().service().equals(own.key().service())
                        && ledger.key().destination().equals(own.key().destination()))
                .forEach(ledger -> roles.addAll(ledger.roles()));
        return roles;
    }

    private static long newest(List<RunningRole> roles) {
        return roles.stream()
                .map(RunningRole::enteredMillis)
                .max(Comparator.naturalOrder())
                .orElse(0L);
    }
}
