package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.selection.Targets;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The command that the engine runs.
 *
 * @param command the command, such as {@code deploy}
 * @param subcommand the subcommand, such as {@code push} of {@code build push}; null if there is none
 * @param wanted the version that the command is about
 * @param commit the commit that the workspace must have; null if the plugin did not fix one
 * @param targets the roles and hosts that the command is about
 * @param namedRoles the roles that were named on the command line
 * @param options what the command skips, and what is known beforehand
 * @param lockOwners knows whose lock may be taken over; null if no lock may be
 * @param freeze when servers must not be changed any more; null if they may be
 */
public record Request(
        String command,
        @CheckForNull String subcommand,
        RequestedVersion wanted,
        @CheckForNull String commit,
        Targets targets,
        List<String> namedRoles,
        Options options,
        @CheckForNull LockOwners lockOwners,
        @CheckForNull Freeze freeze) {

    public Request {
        namedRoles = List.copyOf(namedRoles);
    }

    /** Creates a request about a known version, with which no lock is taken over. */
    public Request(
            String command,
            @CheckForNull String subcommand,
            Version version,
            @CheckForNull String commit,
            Targets targets,
            List<String> namedRoles,
            Options options) {
        this(command, subcommand, RequestedVersion.of(version), commit, targets, namedRoles, options, null, null);
    }

    /** Returns the version; throws a {@code VersionException} if there is none. */
    public Version version() {
        return wanted.require();
    }

    /** The same request about this version. */
    Request about(Version version) {
        return new Request(
                command,
                subcommand,
                RequestedVersion.of(version),
                commit,
                targets,
                namedRoles,
                options,
                lockOwners,
                freeze);
    }

    /** The same request about these roles and hosts. */
    Request at(Targets others) {
        return new Request(command, subcommand, wanted, commit, others, namedRoles, options, lockOwners, freeze);
    }

    /** The same request, which must have the deploy lock before this freeze begins; null for none. */
    public Request before(@CheckForNull Freeze begin) {
        return new Request(command, subcommand, wanted, commit, targets, namedRoles, options, lockOwners, begin);
    }

    /**
     * Refuses to begin with changes on servers where a freeze has begun since Jenkins allowed the step.
     *
     * @throws EngineException with the reason of the freeze
     */
    public void requireNoFreeze(Instant now) {
        if (freeze != null && !now.isBefore(freeze.begin())) {
            throw new EngineException(Topic.DESTINATIONS, freeze.reason());
        }
    }

    /** The command with its subcommand, for people. */
    public String title() {
        return subcommand == null ? command : command + " " + subcommand;
    }

    /**
     * What a command skips, and what is known beforehand.
     *
     * @param skipHooks whether no hook runs
     * @param skipPush whether the image is neither built nor pushed
     * @param noCache whether the build uses no cache
     * @param holdsLock whether the parent command holds the lock
     * @param connected whether the hook pre-connect has run in the parent command
     * @param lockWait how to wait for a lock that is held; null fails at once
     * @param rollsBack whether hosts that already serve the new version go back if the deploy fails on another host
     * @param takesExisting whether an image of the version in the registry is used instead of a new build
     * @param expectedPlan the fingerprint of the plan that the servers must still match; null for none
     * @param pushed the digests of images that are known to be pushed, by image name with tag
     */
    public record Options(
            boolean skipHooks,
            boolean skipPush,
            boolean noCache,
            boolean holdsLock,
            boolean connected,
            @CheckForNull LockWait lockWait,
            boolean rollsBack,
            boolean takesExisting,
            @CheckForNull String expectedPlan,
            Map<String, Digest> pushed) {

        public Options {
            pushed = Map.copyOf(pushed);
        }

        /** Nothing is skipped or known. */
        public static final Options NONE =
                new Options(false, false, false, false, false, null, false, false, null, Map.of());
    }

    /**
     * A time from which servers must not be changed.
     *
     * @param begin the time, by the clock of this machine
     * @param reason why
     */
    public record Freeze(Instant begin, String reason) {}

    /**
     * How to wait for a lock that is held.
     *
     * @param timeout the longest wait
     * @param interval the time between two attempts
     */
    public record LockWait(Duration timeout, Duration interval) {}

    /** Knows whether the run that took a deploy lock may still need the lock. */
    @FunctionalInterface
    public interface LockOwners {

        /**
         * Whether the run that took the lock has ended. A lock whose owner is unknown counts as needed.
         *
         * @param host the host with the lock
         * @param lock the lock's directory
         * @param details the lock's details about its owner
         */
        boolean hasEnded(String host, String lock, String details);
    }
}
