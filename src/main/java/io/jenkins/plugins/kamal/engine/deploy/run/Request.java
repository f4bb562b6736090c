package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.host.selection.Targets;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of the engine.
 *
 * @param command {@code deploy}
 * @param subcommand {@code push} of {@code build push}, if there is one
 * @param wanted the version it is about, if it is about one
 * @param commit the commit the workspace has to be at, where somebody has fixed it; else HEAD
 * @param targets the roles and hosts it is about
 * @param namedRoles the roles that were asked for by name; empty where none was
 * @param options what is left out, and whether the lock is waited for
 */
public record Request(
        String command,
        Optional<String> subcommand,
        RequestedVersion wanted,
        Optional<String> commit,
        Targets targets,
        List<String> namedRoles,
        Options options) {

    public Request {
        namedRoles = List.copyOf(namedRoles);
    }

    /** A request about a version that is known. */
    public Request(
            String command,
            Optional<String> subcommand,
            Version version,
            Optional<String> commit,
            Targets targets,
            List<String> namedRoles,
            Options options) {
        this(command, subcommand, RequestedVersion.of(version), commit, targets, namedRoles, options);
    }

    /** The version it is about; a {@code VersionException} where none can be told. */
    public Version version() {
        return wanted.require();
    }

    /** The same about this version. */
    Request about(Version version) {
        return new Request(command, subcommand, version, commit, targets, namedRoles, options);
    }

    /** The same about these roles and hosts. */
    Request at(Targets others) {
        return new Request(command, subcommand, wanted, commit, others, namedRoles, options);
    }

    /** The command with its subcommand, for people. */
    public String title() {
        return subcommand.map(sub -> command + " " + sub).orElse(command);
    }

    /**
     * What is left out, and whether the lock is waited for.
     *
     * @param skipHooks whether no hook runs
     * @param skipPush whether the image is neither built nor pushed
     * @param noCache whether the build leaves the cache aside
     * @param holdsLock whether whoever called us holds the lock already
     * @param connected whether the hook pre-connect has run for whoever called us
     * @param lockWait how long a held lock is waited for, if it is
     * @param takesExisting whether an image that stands in the registry under the version is taken and not built again
     * @param pushed what somebody has recorded as pushed: digests by image with tag
     */
    public record Options(
            boolean skipHooks,
            boolean skipPush,
            boolean noCache,
            boolean holdsLock,
            boolean connected,
            Optional<LockWait> lockWait,
            boolean takesExisting,
            Map<String, Digest> pushed) {

        public Options {
            pushed = Map.copyOf(pushed);
        }

        /** Nothing left out, nothing known. */
        public static final Options NONE =
                new Options(false, false, false, false, false, Optional.empty(), false, Map.of());
    }

    /**
     * How a held lock is waited for.
     *
     * @param timeout for how long at most
     * @param interval how often it is tried
     */
    public record LockWait(Duration timeout, Duration interval) {}
}
