package io.jenkins.plugins.kamal.engine.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.List;

/**
 * An event in a run of the engine, reported to everything that follows the run. No event contains a secret. Times are
 * in milliseconds; texts that may be absent are empty, never null.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DeployEvent.CommandStarted.class, name = "command-started"),
    @JsonSubTypes.Type(value = DeployEvent.VersionFound.class, name = "version-found"),
    @JsonSubTypes.Type(value = DeployEvent.PhaseStarted.class, name = "phase-started"),
    @JsonSubTypes.Type(value = DeployEvent.PhaseFinished.class, name = "phase-finished"),
    @JsonSubTypes.Type(value = DeployEvent.HookFinished.class, name = "hook-finished"),
    @JsonSubTypes.Type(value = DeployEvent.Skipped.class, name = "skipped"),
    @JsonSubTypes.Type(value = DeployEvent.ImageBuilt.class, name = "image-built"),
    @JsonSubTypes.Type(value = DeployEvent.ImagePushed.class, name = "image-pushed"),
    @JsonSubTypes.Type(value = DeployEvent.LockAcquired.class, name = "lock-acquired"),
    @JsonSubTypes.Type(value = DeployEvent.LockHeld.class, name = "lock-held"),
    @JsonSubTypes.Type(value = DeployEvent.LockReleased.class, name = "lock-released"),
    @JsonSubTypes.Type(value = DeployEvent.MigrationFinished.class, name = "migration-finished"),
    @JsonSubTypes.Type(value = DeployEvent.RoleServed.class, name = "role-served"),
    @JsonSubTypes.Type(value = DeployEvent.HostAdvanced.class, name = "host-advanced"),
    @JsonSubTypes.Type(value = DeployEvent.ContainerBooted.class, name = "container-booted"),
    @JsonSubTypes.Type(value = DeployEvent.InstancesBooted.class, name = "instances-booted"),
    @JsonSubTypes.Type(value = DeployEvent.BootFailed.class, name = "boot-failed"),
    @JsonSubTypes.Type(value = DeployEvent.HostWatched.class, name = "host-watched"),
    @JsonSubTypes.Type(value = DeployEvent.CanaryPaused.class, name = "canary-paused"),
    @JsonSubTypes.Type(value = DeployEvent.VisitorsChosen.class, name = "visitors-chosen"),
    @JsonSubTypes.Type(value = DeployEvent.VisitorsEnded.class, name = "visitors-ended"),
    @JsonSubTypes.Type(value = DeployEvent.ChangePlanned.class, name = "change-planned"),
    @JsonSubTypes.Type(value = DeployEvent.PlanMade.class, name = "plan-made"),
    @JsonSubTypes.Type(value = DeployEvent.RoleFound.class, name = "role-found"),
    @JsonSubTypes.Type(value = DeployEvent.DriftFound.class, name = "drift-found"),
    @JsonSubTypes.Type(value = DeployEvent.StatusAsked.class, name = "status-asked"),
    @JsonSubTypes.Type(value = DeployEvent.CommandFinished.class, name = "command-finished"),
    @JsonSubTypes.Type(value = DeployEvent.SourceIdentified.class, name = "source-identified"),
    @JsonSubTypes.Type(value = DeployEvent.ServiceIdentified.class, name = "service-identified"),
    @JsonSubTypes.Type(value = DeployEvent.VersionResolved.class, name = "version-resolved"),
})
public sealed interface DeployEvent {

    /**
     * A command of the engine began.
     *
     * @param command the command, such as {@code deploy} or {@code build push}
     * @param service the service that the command is for
     * @param destination the destination, or empty
     * @param version the version, or empty for a command that has none
     * @param hosts the hosts that the command is about, including those of accessories
     * @param appHosts those of the hosts that run a role; null in an event of an earlier version
     * @param roles the roles that the command is about; empty for a command that is about accessories only
     * @param stopSeconds the number of seconds that the command may take, after a stop request, to finish or undo its
     *     current work
     */
    record CommandStarted(
            String command,
            String service,
            String destination,
            String version,
            List<String> hosts,
            @CheckForNull List<String> appHosts,
            List<String> roles,
            long stopSeconds)
            implements DeployEvent {}

    /**
     * A command that began without a version found its version on the servers.
     *
     * @param version the version
     */
    record VersionFound(String version) implements DeployEvent {}

    /**
     * A phase began.
     *
     * @param phase the name of the phase, as shown to the user
     */
    record PhaseStarted(String phase) implements DeployEvent {}

    /**
     * A phase succeeded.
     *
     * @param phase the name of the phase, as shown to the user
     * @param millis how long it took
     */
    record PhaseFinished(String phase, long millis) implements DeployEvent {}

    /**
     * A hook ran.
     *
     * @param hook its name, such as {@code pre-deploy}
     * @param exitStatus its exit status
     * @param millis how long it took
     */
    record HookFinished(String hook, int exitStatus, long millis) implements DeployEvent {}

    /**
     * Part of the command was skipped.
     *
     * @param what the part that was skipped, such as {@code build}
     * @param why the reason
     */
    record Skipped(String what, String why) implements DeployEvent {}

    /**
     * The image was built.
     *
     * @param reference the repository and the tag
     * @param millis how long it took
     */
    record ImageBuilt(String reference, long millis) implements DeployEvent {}

    /**
     * The image is in the registry.
     *
     * @param reference the repository and the tag
     * @param digest its digest, {@code sha256:…}, or empty if the registry did not report the digest
     */
    record ImagePushed(String reference, String digest) implements DeployEvent {}

    /**
     * The deploy lock was taken.
     *
     * @param host the server that the lock is on
     * @param path the directory of the lock on the server
     */
    record LockAcquired(String host, String path) implements DeployEvent {}

    /**
     * The deploy lock was released.
     *
     * @param host the server that the lock was on
     * @param path the directory of the lock on the server
     */
    record LockReleased(String host, String path) implements DeployEvent {}

    /**
     * Someone else holds the deploy lock.
     *
     * @param host the server that the lock is on
     * @param path the directory of the lock on the server
     * @param details what the lock says about its owner
     * @param question the number of the engine's question whether the owner's run has ended; the engine waits for the
     *     answer; empty if the engine does not ask
     */
    record LockHeld(String host, String path, String details, String question) implements DeployEvent {}

    /**
     * The migration of a deploy ended. It runs once, before the first boot.
     *
     * @param host the server that it ran on
     * @param role the role whose environment it had
     * @param command the command, as shell text
     * @param exitStatus its exit status
     * @param millis how long it took
     * @param output the last lines that it printed, or empty
     */
    record MigrationFinished(String host, String role, String command, int exitStatus, long millis, String output)
            implements DeployEvent {}

    /**
     * A role on a host is about to be booted. Reported once per role before the first boot, without a version, and
     * again when the host has reported which version serves until the boot. After a failure, it is reported again if the
     * version serves again, or without a version if nobody knows what serves.
     *
     * @param host its server
     * @param role its role
     * @param version the version that serves until the boot, or empty if that is not known
     */
    record RoleServed(String host, String role, String version) implements DeployEvent {}

    /**
     * A host has advanced one step toward the new version. The event is for users who watch the command; the record of
     * a command does not need the event.
     *
     * @param host the server
     * @param role the role, or empty for a step of all roles on the host
     * @param step what the host does now
     */
    record HostAdvanced(String host, String role, Step step) implements DeployEvent {}

    /**
     * A container of the version runs and is healthy.
     *
     * @param host its server
     * @param role its role
     * @param container its name
     * @param containerId its id, 64 hex digits, or empty if the server did not report it
     * @param version its version
     * @param image the image that the container was started from
     * @param imageId that image's id on the server, {@code sha256:…}, or empty if the server did not report it
     * @param digest the digest of that image, or empty if the server does not know one
     * @param proof whether that digest is the one that was pushed
     * @param millis how long the boot took
     */
    record ContainerBooted(
            String host,
            String role,
            String container,
            String containerId,
            String version,
            String image,
            String imageId,
            String digest,
            Proof proof,
            long millis)
            implements DeployEvent {}

    /**
     * Several containers of a role run on a host and are healthy. Follows the {@link ContainerBooted} of the first one.
     *
     * @param host their server
     * @param role their role
     * @param instances how many they are
     */
    record InstancesBooted(String host, String role, int instances) implements DeployEvent {}

    /**
     * A container did not become healthy, or could not be started.
     *
     * @param host its server
     * @param role its role
     * @param reason what went wrong
     */
    record BootFailed(String host, String role, String reason) implements DeployEvent {}

    /**
     * The new version was watched on a host after the switch.
     *
     * @param host the server
     * @param seconds how long it was watched
     * @param before the requests that containers of the service answered in the minutes before
     * @param after the requests that the new containers answered
     * @param restarts how often the new containers were restarted
     * @param oomKills how often a process of the new containers was ended for lack of memory
     * @param outcome the judgment
     * @param problem why not everything is known, or empty
     */
    record HostWatched(
            String host,
            long seconds,
            Traffic before,
            Traffic after,
            long restarts,
            long oomKills,
            WatchOutcome outcome,
            String problem)
            implements DeployEvent {}

    /**
     * A number of requests.
     *
     * @param requests their number
     * @param errors how many of them were answered with a status of 500 or more
     * @param p95Millis the time in which 95 % of them were answered; 0 without requests
     */
    record Traffic(long requests, long errors, long p95Millis) {}

    /**
     * The deploy ends successfully with its version on some hosts only, because it was asked to pause after its canary.
     *
     * @param hosts the hosts that serve the version
     * @param hostCount the number of all hosts that the deploy is about
     */
    record CanaryPaused(List<String> hosts, int hostCount) implements DeployEvent {}

    /**
     * The version of the deploy serves some of the visitors only, as it was asked to.
     *
     * @param percent the share of the visitors with the cookie, from 0 to 100
     * @param allowed values of the cookie whose visitors get the version in any case
     * @param hosts the hosts on which the version serves them
     * @param hostCount the number of all hosts that the deploy is about
     */
    record VisitorsChosen(int percent, List<String> allowed, List<String> hosts, int hostCount)
            implements DeployEvent {}

    /**
     * The version of an earlier deploy, or of this one, serves none of the visitors on these hosts any more.
     *
     * @param hosts the hosts on which the command ended the canary by visitors
     */
    record VisitorsEnded(List<String> hosts) implements DeployEvent {}

    /**
     * Something that a deploy would change, or that the user should know before the deploy.
     *
     * @param host the server
     * @param role the role, or empty if the change is about the server as a whole
     * @param kind what changes
     * @param name which variable, label, mount, accessory or container changes, or empty
     * @param before what is there now, or empty; never the value of a variable, label or option, and never a command
     * @param after what will be there, or empty; never one of these either
     */
    record ChangePlanned(String host, String role, ChangeKind kind, String name, String before, String after)
            implements DeployEvent {

        /** The change as one line, without its host and role. */
        public String text() {
            return kind.describe(name, before, after);
        }
    }

    /**
     * A plan is complete; its changes were reported before.
     *
     * @param fingerprint a fingerprint of what the servers run and of the changes, which {@code deploy --expect}
     *     compares
     * @param hooks the hooks that a deploy would run, in their order
     */
    record PlanMade(String fingerprint, List<String> hooks) implements DeployEvent {}

    /**
     * A container was found that runs as a role on a host, or nothing that runs.
     *
     * @param host the server
     * @param role the role
     * @param version the version of the container, or empty if nothing runs
     * @param state the state in Docker's words, such as {@code running}; {@code missing} if there is no container
     * @param digest the digest of the container's image, or empty if the server does not know one
     * @param instances how many containers of this version run as the role; 0 if none runs, or if it is not known
     */
    record RoleFound(String host, String role, String version, String state, String digest, int instances)
            implements DeployEvent {}

    /**
     * A server differs from what is expected, or the user should know something about it.
     *
     * @param host the server
     * @param role the role, or empty if the finding is about the server as a whole
     * @param kind what differs
     * @param expected what is expected, or empty if {@code actual} says everything
     * @param actual what was found, or empty
     */
    record DriftFound(String host, String role, DriftKind kind, String expected, String actual) implements DeployEvent {

        /** The finding as one line, without its host and role. */
        public String text() {
            return kind.describe(expected, actual);
        }
    }

    /**
     * All servers were asked what runs there; roles and findings were reported before.
     *
     * @param expected the version that is expected to run, or empty if none is known
     * @param drifting whether a server differs from what is expected
     */
    record StatusAsked(String expected, boolean drifting) implements DeployEvent {}

    /**
     * The command ended; no event follows.
     *
     * @param exitStatus the engine's exit status
     * @param message what went wrong, or empty
     * @param topic what the failure is about; null for a success
     * @param millis how long the command took
     */
    record CommandFinished(
            int exitStatus, String message, @CheckForNull Topic topic, long millis) implements DeployEvent {}

    /**
     * The source in a workspace was identified.
     *
     * @param source its id
     */
    record SourceIdentified(String source) implements DeployEvent {}

    /**
     * The service of a workspace's configuration was identified.
     *
     * @param service its name
     */
    record ServiceIdentified(String service) implements DeployEvent {}

    /**
     * The version of a workspace was computed.
     *
     * @param version the version
     * @param commit the commit that is checked out, or empty if an explicit version needs none
     * @param contentDigest 16 hex digits of the uncommitted content that the version is marked with, or empty
     * @param contentExamined whether uncommitted content was looked for
     * @param explicit whether the step named the version
     */
    record VersionResolved(
            String version, String commit, String contentDigest, boolean contentExamined, boolean explicit)
            implements DeployEvent {}

    /** The steps of a host before a container of the new version is booted. */
    enum Step {
        /** The host pulls the image. */
        PULLING,
        /** The host has the image. */
        PULLED,
        /** The container is being started. */
        BOOTING,
        /** The container runs; its health is checked. */
        CHECKING
    }

    /** What the watch of a host found. */
    enum WatchOutcome {
        /** There were enough requests, and the share of errors is accepted. */
        WITHIN_LIMITS,
        /** There were requests, but too few for a judgment. */
        TOO_FEW_REQUESTS,
        /** There were no requests. */
        NO_REQUESTS,
        /** The host has no new container behind kamal-proxy; its containers did not restart. */
        NOT_PROXIED,
        /** Not everything is known; nothing that is known is bad. */
        UNKNOWN,
        /** Too many requests were answered with errors. */
        TOO_MANY_ERRORS,
        /** A new container was restarted, does not run, or ran out of memory. */
        RESTARTED
    }

    /** Whether the running image is the image that was pushed. */
    enum Proof {
        /** The container's image has the digest that was pushed. */
        PROVEN,
        /** Unknown: no digest was recorded for the version, or the server has none. */
        NOT_PROVEN,
        /** The container's image has another digest; the deploy fails. */
        DIFFERENT
    }
}
