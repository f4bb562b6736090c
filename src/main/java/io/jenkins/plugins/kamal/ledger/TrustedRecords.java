package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.kamal.destination.DeployPermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The records about one service at one destination that a build trusts: those of its own job, or of the branches of its
 * multibranch project that may deploy there, and those of trusted jobs. Any job may deploy under any name, so the records
 * of all other jobs are claims.
 */
final class TrustedRecords {

    private static final Comparator<PastDeployment> NEWEST_FIRST =
            Comparator.comparingLong(PastDeployment::enteredMillis).reversed();

    private final String service;
    private final String owner;
    private final List<JobLedger> ledgers;
    private final TrustedJobs trusted;
    private final Map<String, Boolean> decided = new HashMap<>();
    private final Map<String, Boolean> permitted = new HashMap<>();

    private TrustedRecords(String service, String owner, List<JobLedger> ledgers, TrustedJobs trusted) {
        this.service = service;
        this.owner = owner;
        this.ledgers = ledgers;
        this.trusted = trusted;
    }

    /**
     * The records about a destination, one object for each service. They may be empty.
     *
     * @param destination the destination, or null for none
     */
    static List<TrustedRecords> of(Run<?, ?> run, @CheckForNull String destination, TrustedJobs trusted) {
        return of(run, destination, null, trusted);
    }

    /**
     * The records about a destination, and only about one service if that is known.
     *
     * @param destination the destination, or null for none
     * @param service the service, or null if it is not known
     */
    static List<TrustedRecords> of(
            Run<?, ?> run, @CheckForNull String destination, @CheckForNull String service, TrustedJobs trusted) {
        String where = Util.fixNull(destination);
        String owner = LedgerKey.ownerOf(run.getParent()).getFullName();
        Map<String, List<JobLedger>> byService = Ledger.get().all().stream()
                .filter(ledger -> ledger.key().destination().equals(where))
                .filter(ledger -> service == null || ledger.key().service().equals(service))
                .collect(Collectors.groupingBy(ledger -> ledger.key().service(), TreeMap::new, Collectors.toList()));
        return byService.entrySet().stream()
                .map(entry -> new TrustedRecords(entry.getKey(), owner, entry.getValue(), trusted))
                .toList();
    }

    String service() {
        return service;
    }

    /** The deployments, newest first. */
    List<PastDeployment> history() {
        return ledgers.stream()
                .flatMap(ledger -> ledger.history().stream().filter(past -> trusts(ledger, past.getBuild())))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** The newest record of each role on each host. */
    List<RunningRole> roles() {
        Map<List<String>, RunningRole> newest = new LinkedHashMap<>();
        roles(true)
                .forEach(role -> newest.merge(
                        List.of(role.getHost(), role.getRole()),
                        role,
                        (one, other) -> one.enteredMillis() < other.enteredMillis() ? other : one));
        return new ArrayList<>(newest.values());
    }

    /** What the jobs that are not trusted claim to have done to roles. */
    List<RunningRole> claims() {
        return roles(false).toList();
    }

    private Stream<RunningRole> roles(boolean trustedOnes) {
        return ledgers.stream().flatMap(ledger -> ledger.roles().stream()
                .filter(role -> trusts(ledger, role.getBuild()) == trustedOnes));
    }

    /**
     * The image of a version with the digest that the servers proved, {@code repository:tag@sha256:…}. A ledger does not
     * say which build proved it, so every build that deployed the version has to be trusted.
     */
    Optional<String> provenImage(String version) {
        return ledgers.stream()
                .filter(ledger -> deploymentsOf(version, ledger).findAny().isPresent())
                .filter(ledger -> deploymentsOf(version, ledger).allMatch(past -> trusts(ledger, past.getBuild())))
                .sorted(Comparator.comparing(
                        (JobLedger ledger) ->
                                deploymentsOf(version, ledger).min(NEWEST_FIRST).orElseThrow(),
                        NEWEST_FIRST))
                .flatMap(ledger -> ledger.provenImage(version).stream())
                .findFirst();
    }

    private static Stream<PastDeployment> deploymentsOf(String version, JobLedger ledger) {
        return ledger.history().stream().filter(past -> past.getVersion().equals(version));
    }

    private boolean trusts(JobLedger ledger, BuildReference build) {
        if (ledger.isOwnerDeleted()) {
            return false;
        }
        return ledger.key().owner().equals(owner)
                ? mayDeploy(ledger.key(), build.getJob())
                : !build.isJobDeleted() && trusts(build.getJob());
    }

    /** A multibranch project owns the records of all its branches, but an administrator may permit only some of them. */
    private boolean mayDeploy(LedgerKey key, String job) {
        return permitted.computeIfAbsent(job, name -> DeployPermission.of(name, key.destinationIfAny(), service));
    }

    private boolean trusts(String job) {
        return decided.computeIfAbsent(job, name -> trusted.include(name, service));
    }
}
