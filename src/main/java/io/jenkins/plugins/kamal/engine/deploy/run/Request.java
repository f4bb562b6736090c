package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.option.BuildChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.ParentState;
import io.jenkins.plugins.kamal.engine.deploy.option.RolloutChoices;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.selection.Targets;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The command that the engine runs.
 *
 * @param command the command, such as {@code deploy}
 * @param subcommand the subcommand, such as {@code push} of {@code build push}; null if there is none
 * @param wanted the version that the command is about
 * @param commit the commit that the workspace must have; null if the plugin did not fix one
 * @param targets the roles and hosts that the command is about
 * @param namedRoles the roles that were named on the command line
 * @param options how the command works
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
     * How the command works.
     *
     * @param skipHooks whether no hook runs
     * @param build what is built and pushed, and what is known to be pushed already
     * @param rollout how the version is brought onto the servers
     * @param parent what the parent command has done already
     * @param lockWait how to wait for a lock that is held; null fails at once
     */
    public record Options(
            boolean skipHooks,
            BuildChoices build,
            RolloutChoices rollout,
            ParentState parent,
            @CheckForNull LockWait lockWait) {

        /** Nothing is skipped or known. */
        public static final Options NONE =
                new Options(false, BuildChoices.WHOLE, RolloutChoices.PLAIN, ParentState.NONE, null);

        /** These options without hooks. */
        public Options withoutHooks() {
            return new Options(true, build, rollout, parent, lockWait);
        }

        /** These options with other choices about the build. */
        public Options building(BuildChoices chosen) {
            return new Options(skipHooks, chosen, rollout, parent, lockWait);
        }

        /** These options with other choices about the rollout. */
        public Options rollingOut(RolloutChoices chosen) {
            return new Options(skipHooks, build, chosen, parent, lockWait);
        }

        /** These options, with a wait for a lock that is held. */
        public Options waiting(LockWait wait) {
            return new Options(skipHooks, build, rollout, parent, wait);
        }
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
