package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The version that a command is about. Some commands cannot do without one; others only tell hooks and the lock what is
 * checked out, and work where nothing is. It is found out when it is asked for, once.
 */
public final class RequestedVersion {

    private final Optional<Version> named;
    private final Supplier<Version> checkedOut;

    @CheckForNull
    private Version found;

    private Optional<VersionException> failure = Optional.empty();

    private RequestedVersion(Optional<Version> named, Supplier<Version> checkedOut) {
        this.named = named;
        this.checkedOut = checkedOut;
    }

    /** This one. */
    public static RequestedVersion of(Version version) {
        return lazily(Optional.of(version), () -> version);
    }

    /**
     * The named one, or else what is checked out.
     *
     * @param checkedOut tells it, or throws a {@link VersionException} where there is nothing
     */
    public static RequestedVersion lazily(Optional<Version> named, Supplier<Version> checkedOut) {
        return new RequestedVersion(named, checkedOut);
    }

    /** The one that was named ({@code --version}), if one was. */
    public Optional<Version> named() {
        return named;
    }

    /** It; a {@link VersionException} where there is none. */
    public synchronized Version require() {
        Optional<Version> version = find();
        if (version.isEmpty()) {
            throw failure.orElseThrow();
        }
        return version.get();
    }

    /** It, if there is one. */
    public synchronized Optional<Version> find() {
        if (named.isPresent()) {
            return named;
        }
        if (found == null && failure.isEmpty()) {
            try {
                found = checkedOut.get();
            } catch (VersionException none) {
                failure = Optional.of(none);
            }
        }
        return Optional.ofNullable(found);
    }
}
