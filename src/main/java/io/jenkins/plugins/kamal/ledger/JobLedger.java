package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.run.deployment.BootedContainer;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one owner left running of one service and destination, and its history, newest first. Immutable. Not a record,
 * because XStream saves it.
 */
public final class JobLedger {

    /** How many deployments the history keeps. What runs now is kept in any case. */
    static final int KEPT = 100;

    /** How many roles on hosts are kept: far more than any service has, and a bound for events that lie. */
    static final int MOST_ROLES = 5_000;

    /** After these commands nothing of their roles runs on their hosts. */
    private static final Set<String> REMOVING = Set.of("remove", "app remove", "app stop");

    static final String ROLLBACK = "rollback";

    private final String id;
    private final String owner;
    private final boolean ownerDeleted;
    private final String service;
    private final String destination;
    private final List<RunningRole> roles;
    private final List<PastDeployment> history;

    /** The images that were proven on the servers, {@code repository:tag@sha256:…}, by version. */
    private final Map<String, String> provenImages;

    private JobLedger(
            @CheckForNull String id,
            LedgerKey key,
            boolean ownerDeleted,
            Collection<RunningRole> roles,
            Collection<PastDeployment> history,
            Map<String, String> provenImages) {
        this.id = id == null ? UUID.randomUUID().toString() : id;
        this.owner = key.owner();
        this.ownerDeleted = ownerDeleted;
        this.service = key.service();
        this.destination = key.destination();
        this.roles = new ArrayList<>(roles);
        this.history = new ArrayList<>(history);
        this.provenImages = new TreeMap<>(provenImages);
    }

    JobLedger(LedgerKey key) {
        this(null, key, false, List.of(), List.of(), Map.of());
    }

    /** Names the ledger's file. Stays the same when the owner is renamed. */
    String id() {
        return id;
    }

    public LedgerKey key() {
        return new LedgerKey(owner, service, destination);
    }

    /** Whether the owner was deleted. A later job with the same name starts a ledger of its own. */
    public boolean isOwnerDeleted() {
        return ownerDeleted;
    }

    /** What the owner last did to each role on each host. */
    public List<RunningRole> roles() {
        return Collections.unmodifiableList(roles);
    }

    public List<PastDeployment> history() {
        return Collections.unmodifiableList(history);
    }

    /** Whether a command belongs into the history: it changed, or tried to change, what runs. */
    static boolean concerns(Deployment deployment) {
        return !deployment.getService().isEmpty()
                && (!deployment.getContainers().isEmpty()
                        || !deployment.getFailures().isEmpty()
                        || REMOVING.contains(deployment.getCommand())
                        || Deployment.deploys(deployment.getCommand()));
    }

    /**
     * This ledger with one more command. A command whose end is reported twice, because the controller was killed in
     * between, keeps its entry.
     */
    JobLedger with(String invocation, BuildReference build, Deployment deployment, Provenance provenance, Instant now) {
        List<PastDeployment> sameVersion = history.stream()
                .filter(past -> past.getVersion().equals(deployment.getVersion()))
                .toList();
        PastDeployment entry = PastDeployment.of(invocation, build, deployment, provenance.completedFrom(sameVersion));
        int known = history.stream().map(PastDeployment::invocation).toList().indexOf(invocation);
        List<PastDeployment> entries = new ArrayList<>(history);
        if (known < 0) {
            entries.add(0, entry);
        } else {
            entries.set(known, entry);
        }
        List<RunningRole> changed = known <= 0 ? rolesAfter(deployment, build, now) : roles;
        List<PastDeployment> kept = entries.subList(0, Math.min(KEPT, entries.size()));
        return new JobLedger(id, key(), ownerDeleted, changed, kept, provenAfter(deployment, kept));
    }

    private Map<String, String> provenAfter(Deployment deployment, List<PastDeployment> kept) {
        Map<String, String> after = new TreeMap<>(provenImages);
        if (deployment.getStatus() == Deployment.Status.SUCCEEDED) {
            deployment.getContainers().stream()
                    .filter(BootedContainer::isProven)
                    .findFirst()
                    .ifPresent(
                            proven -> after.put(deployment.getVersion(), proven.getImage() + "@" + proven.getDigest()));
        }
        after.keySet().retainAll(kept.stream().map(PastDeployment::getVersion).collect(Collectors.toSet()));
        return after;
    }

    /** The image of a version as it was proven on the servers; empty if it never was. */
    Optional<String> provenImage(String version) {
        return Optional.ofNullable(provenImages.get(version));
    }

    private List<RunningRole> rolesAfter(Deployment deployment, BuildReference build, Instant now) {
        Map<List<String>, RunningRole> after = new LinkedHashMap<>();
        Stream.of(roles.stream(), removals(deployment, build, now), boots(deployment, build, now))
                .flatMap(entries -> entries)
                .forEach(entry -> after.put(List.of(entry.getHost(), entry.getRole()), entry));
        return after.values().stream()
                .sorted(Comparator.comparingLong(RunningRole::enteredMillis).reversed())
                .limit(MOST_ROLES)
                .sorted(Comparator.comparing(RunningRole::getHost).thenComparing(RunningRole::getRole))
                .collect(Collectors.toList());
    }

    private static Stream<RunningRole> removals(Deployment deployment, BuildReference build, Instant now) {
        boolean removed =
                REMOVING.contains(deployment.getCommand()) && deployment.getStatus() == Deployment.Status.SUCCEEDED;
        return removed
                ? deployment.getHosts().stream()
                        .flatMap(host ->
                                deployment.getRoles().stream().map(role -> RunningRole.removed(host, role, build, now)))
                        .limit(MOST_ROLES)
                : Stream.empty();
    }

    /** A deploy that failed or was stopped leaves running what it booted before. */
    private static Stream<RunningRole> boots(Deployment deployment, BuildReference build, Instant now) {
        List<BootedContainer> containers = deployment.getContainers();
        return containers.stream().map(container -> RunningRole.booted(container, build, now));
    }

    /** The build of the same job that made the newest successful deployment before this build, if there is one. */
    Optional<Integer> deployedBefore(BuildReference build) {
        return history.stream()
                .filter(past -> past.getStatus() == Deployment.Status.SUCCEEDED
                        && Deployment.deploys(past.getCommand())
                        && past.getBuild().isOf(build.getJob()))
                .map(past -> past.getBuild().getBuild())
                .filter(number -> number < build.getBuild())
                .max(Comparator.naturalOrder());
    }

    JobLedger withBuilds(UnaryOperator<BuildReference> change) {
        List<RunningRole> changedRoles = roles.stream()
                .map(role -> role.withBuild(change.apply(role.getBuild())))
                .toList();
        List<PastDeployment> changedHistory = history.stream()
                .map(past -> past.withBuild(change.apply(past.getBuild())))
                .toList();
        return changedRoles.equals(roles) && changedHistory.equals(history)
                ? this
                : new JobLedger(id, key(), ownerDeleted, changedRoles, changedHistory, provenImages);
    }

    JobLedger ownerMoved(String from, String to) {
        return ownerDeleted || !owner.equals(from)
                ? this
                : new JobLedger(id, new LedgerKey(to, service, destination), false, roles, history, provenImages);
    }

    JobLedger ownerDeleted(String deleted) {
        boolean within = owner.equals(deleted) || owner.startsWith(deleted + "/");
        return ownerDeleted || !within ? this : new JobLedger(id, key(), true, roles, history, provenImages);
    }

    /** Restores what an incomplete file does not say. A ledger without an owner is nobody's. */
    private Object readResolve() {
        return new JobLedger(
                id,
                new LedgerKey(Util.fixNull(owner), Util.fixNull(service), Util.fixNull(destination)),
                ownerDeleted || owner == null,
                withoutNull(roles),
                withoutNull(history),
                withoutNull(provenImages));
    }

    private static Map<String, String> withoutNull(@CheckForNull Map<String, String> images) {
        return images == null ? Map.of() : images;
    }

    private static <T> List<T> withoutNull(@CheckForNull List<T> entries) {
        return entries == null
                ? List.of()
                : entries.stream().filter(Objects::nonNull).toList();
    }
}
