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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The deployments of one service and destination by one owner: what runs now, and the history, newest first. Immutable.
 * Not a record, because XStream saves it.
 */
public final class JobLedger {

    /** The most deployments in the history. What runs now is kept in any case. */
    static final int KEPT = 100;

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

    /** When the controller entered the newest command that changed, or may have changed, the servers; 0 if there is none. */
    private final long changedMillis;

    /** What the newest status found, or null if there is none. */
    @CheckForNull
    private final StatusCheck status;

    private JobLedger(
            @CheckForNull String id,
            LedgerKey key,
            boolean ownerDeleted,
            Collection<RunningRole> roles,
            Collection<PastDeployment> history,
            Map<String, String> provenImages,
            long changedMillis,
            @CheckForNull StatusCheck status) {
        this.id = id == null ? UUID.randomUUID().toString() : id;
        this.owner = key.owner();
        this.ownerDeleted = ownerDeleted;
        this.service = key.service();
        this.destination = key.destination();
        this.roles = new ArrayList<>(roles);
        this.history = new ArrayList<>(history);
        this.provenImages = new TreeMap<>(provenImages);
        this.changedMillis = changedMillis;
        this.status = status;
    }

    JobLedger(LedgerKey key) {
        this(null, key, false, List.of(), List.of(), Map.of(), 0, null);
    }

    /** The id, which names the file of the ledger. It stays the same when the owner is renamed. */
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

    /** Whether a command belongs in the history because it changed, or tried to change, what runs. */
    static boolean concerns(Deployment deployment) {
        return !deployment.getService().isEmpty()
                && (!deployment.getContainers().isEmpty()
                        || !deployment.getFailures().isEmpty()
                        || RoleChanges.removes(deployment.getCommand())
                        || Deployment.deploys(deployment.getCommand()));
    }

    /**
     * This ledger with one more command. If the end of a command is reported twice because the controller was killed in
     * between, the command still has one entry.
     */
    JobLedger with(String invocation, BuildReference build, Deployment deployment, Provenance provenance, Instant now) {
        List<PastDeployment> sameVersion = history.stream()
                .filter(past -> past.getVersion().equals(deployment.getVersion()))
                .toList();
        int known = history.stream().map(PastDeployment::invocation).toList().indexOf(invocation);
        Instant entered =
                known < 0 ? now : Instant.ofEpochMilli(history.get(known).enteredMillis());
        PastDeployment entry =
                PastDeployment.of(invocation, build, deployment, provenance.completedFrom(sameVersion), entered);
        List<PastDeployment> entries = new ArrayList<>(history);
        if (known < 0) {
            entries.add(0, entry);
        } else {
            entries.set(known, entry);
        }
        List<RunningRole> changed = known <= 0 ? RoleChanges.after(roles, deployment, build, now) : roles;
        List<PastDeployment> kept = entries.subList(0, Math.min(KEPT, entries.size()));
        return new JobLedger(
                id,
                key(),
                ownerDeleted,
                changed,
                kept,
                provenAfter(deployment, kept),
                known < 0 && changesServers(deployment) ? now.toEpochMilli() : changedMillis,
                status);
    }

    /** A deploy that failed before it touched a host leaves the servers as the last status found them. */
    private static boolean changesServers(Deployment deployment) {
        return deployment.getStatus() == Deployment.Status.SUCCEEDED
                || deployment.isHostTouched()
                || RoleChanges.removes(deployment.getCommand());
    }

    /**
     * This ledger with the result of a status.
     *
     * @param before the status before it, if that one still counts, or null
     */
    JobLedger withStatus(BuildReference build, Deployment deployment, @CheckForNull StatusCheck before, Instant now) {
        return new JobLedger(
                id,
                key(),
                ownerDeleted,
                roles,
                history,
                provenImages,
                changedMillis,
                StatusCheck.of(build, deployment, before, now));
    }

    /** What the newest status found, also if the servers have changed since; empty if there is none. */
    Optional<StatusCheck> status() {
        return Optional.ofNullable(status);
    }

    /** When the owner last changed, or may have changed, the servers; 0 if it never did. */
    long changedMillis() {
        return changedMillis;
    }

    /** The builds that may have made the newest change; those of the whole history if the one of the change is not known. */
    List<BuildReference> changedBy() {
        List<PastDeployment> exact = history.stream()
                .filter(past -> past.enteredMillis() == changedMillis)
                .toList();
        return (exact.isEmpty() ? history : exact)
                .stream().map(PastDeployment::getBuild).toList();
    }

    private Map<String, String> provenAfter(Deployment deployment, List<PastDeployment> kept) {
        Map<String, String> after = new TreeMap<>(provenImages);
        if (deployment.getStatus() == Deployment.Status.SUCCEEDED
                || deployment.getStatus() == Deployment.Status.PAUSED) {
            deployment.getContainers().stream()
                    .filter(BootedContainer::isProven)
                    .findFirst()
                    .ifPresent(
                            proven -> after.put(deployment.getVersion(), proven.getImage() + "@" + proven.getDigest()));
        }
        after.keySet().retainAll(kept.stream().map(PastDeployment::getVersion).collect(Collectors.toSet()));
        return after;
    }

    /** The image of a version with the digest that the servers proved, if they ever did. */
    Optional<String> provenImage(String version) {
        return Optional.ofNullable(provenImages.get(version));
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
        StatusCheck changedStatus = status == null ? null : status.withBuilds(change);
        return changedRoles.equals(roles) && changedHistory.equals(history) && changedStatus == status
                ? this
                : new JobLedger(
                        id,
                        key(),
                        ownerDeleted,
                        changedRoles,
                        changedHistory,
                        provenImages,
                        changedMillis,
                        changedStatus);
    }

    JobLedger ownerMoved(String from, String to) {
        return ownerDeleted || !owner.equals(from) ? this : owned(new LedgerKey(to, service, destination), false);
    }

    JobLedger ownerDeleted(String deleted) {
        boolean within = owner.equals(deleted) || owner.startsWith(deleted + "/");
        return ownerDeleted || !within ? this : owned(key(), true);
    }

    private JobLedger owned(LedgerKey key, boolean deleted) {
        return new JobLedger(id, key, deleted, roles, history, provenImages, changedMillis, status);
    }

    /** Fills in what an incomplete file lacks. A ledger without an owner belongs to nobody. */
    private Object readResolve() {
        return new JobLedger(
                id,
                new LedgerKey(Util.fixNull(owner), Util.fixNull(service), Util.fixNull(destination)),
                ownerDeleted || owner == null,
                withoutNull(roles),
                withoutNull(history),
                withoutNull(provenImages),
                changedMillis,
                status);
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
