package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Job;
import io.jenkins.plugins.kamal.credentials.DestinationAccess;
import io.jenkins.plugins.kamal.credentials.OwnedCredential;
import io.jenkins.plugins.kamal.destination.Destination;
import io.jenkins.plugins.kamal.destination.NextFreeze;
import io.jenkins.plugins.kamal.engine.protocol.DestinationLimits;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that apply to a step. For credentials and for the time to wait for the lock, the nearest folder that has
 * a value wins. Restrictions add up, so that a folder cannot lift a restriction that is set above it.
 *
 * @param destination the destination of the step; null for none
 * @param service the service; null if it does not matter
 * @param settings whether an administrator has settings for any destination of the job
 * @param applicable the settings that apply to the step, those of the nearest folder first
 */
public record DestinationDecision(
        @CheckForNull String destination, @CheckForNull String service, boolean settings, List<Applicable> applicable) {

    /** Copies the list. */
    public DestinationDecision {
        applicable = List.copyOf(applicable);
    }

    /**
     * Settings that apply to the step.
     *
     * @param level the level on which they are set
     * @param destination the settings
     */
    record Applicable(DestinationLevel level, Destination destination) {}

    /**
     * Refuses a job that may not deploy to the destination.
     *
     * @throws AbortException if the job may not; the message says where that is set
     */
    public void requireJob(Job<?, ?> job) throws AbortException {
        for (Applicable each : applicable) {
            if (!each.destination().allowsJob(job.getFullName())) {
                throw new AbortException(Messages.DestinationDecision_job(
                        job.getFullName(),
                        target(),
                        Util.fixNull(each.destination().getJobs()),
                        each.level().place()));
            }
        }
    }

    /** Whether a job may deploy to the destination. */
    boolean allows(String fullName) {
        return applicable.stream().allMatch(each -> each.destination().allowsJob(fullName));
    }

    /** Whether settings that apply let the jobs that they name trust the records of this job, which is one of them. */
    boolean sharesRecordsWith(String fullName) {
        return applicable.stream()
                .filter(each -> each.level().contains(fullName))
                .map(Applicable::destination)
                .anyMatch(each -> each.isSharingRecords() && each.allowsJob(fullName));
    }

    /** The reason why servers must not be changed at this time, and where that is set; empty if they may be changed. */
    public Optional<String> freezeAt(Instant instant) {
        return applicable.stream()
                .flatMap(each -> each
                        .destination()
                        .freezeAt(instant)
                        .map(why -> Messages.DestinationDecision_frozen(
                                target(), why, each.level().place()))
                        .stream())
                .findFirst();
    }

    /** The freeze that begins next after a time at which none holds, and where it is set; empty if none is to come. */
    public Optional<NextFreeze> nextFreeze(Instant instant) {
        return applicable.stream()
                .flatMap(each -> each
                        .destination()
                        .nextFreeze(instant)
                        .map(next -> new NextFreeze(
                                next.begin(),
                                Messages.DestinationDecision_frozen(
                                        target(), next.reason(), each.level().place())))
                        .stream())
                .min(Comparator.comparing(NextFreeze::begin));
    }

    /** How the destination is reached. */
    public DestinationAccess access() {
        return new DestinationAccess(
                credential(Destination::getSshCredentialsId),
                credential(Destination::getRegistryCredentialsId),
                Stream.concat(
                                values(Destination::getKnownHosts),
                                Stream.of(KamalGlobalConfiguration.get().getKnownHosts()))
                        .collect(Collectors.joining("\n")),
                values(Destination::getAllowedServers).toList());
    }

    /** How many seconds a step without a setting of its own waits for the deploy lock; 0 for not at all. */
    public int lockWait() {
        return applicable.stream()
                .map(each -> each.destination().getLockWait())
                .filter(seconds -> seconds > 0)
                .findFirst()
                .orElse(0);
    }

    /**
     * The assignment that the engine compares with the workspace; null if there are no settings.
     *
     * @param freeze why servers must not be changed; null if they may be
     * @param upcoming the freeze that begins next; null if none is to come
     */
    @CheckForNull
    public DestinationLimits limits(@CheckForNull String freeze, @CheckForNull DestinationLimits.Upcoming upcoming) {
        return settings ? new DestinationLimits(destination, service, freeze, upcoming) : null;
    }

    @CheckForNull
    private OwnedCredential credential(Function<Destination, String> id) {
        return applicable.stream()
                .filter(each -> id.apply(each.destination()) != null)
                .findFirst()
                .map(each -> new OwnedCredential(
                        id.apply(each.destination()), each.level().owner()))
                .orElse(null);
    }

    private Stream<String> values(Function<Destination, String> value) {
        return applicable.stream().map(each -> value.apply(each.destination())).filter(Objects::nonNull);
    }

    /** The destination, for messages. */
    private String target() {
        String name = destination == null
                ? Messages.DestinationDecision_noDestination()
                : Messages.DestinationDecision_destination(destination);
        return service == null ? name : Messages.DestinationDecision_ofService(name, Util.fixNull(service));
    }
}
