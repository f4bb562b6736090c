package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The version that a command is about. Some commands need a version. Others only pass it to hooks and to the lock, and
 * also work if nothing is checked out. The version is resolved on first use, and only once.
 */
public final class RequestedVersion {

    @CheckForNull
    private final Version named;

    private final Supplier<Version> checkedOut;

    @CheckForNull
    private Version found;

    @CheckForNull
    private VersionException failure;

    private RequestedVersion(@CheckForNull Version named, Supplier<Version> checkedOut) {
        this.named = named;
        this.checkedOut = checkedOut;
    }

    /** Creates a request for a known version. */
    public static RequestedVersion of(Version version) {
        return lazily(version, () -> version);
    }

    /**
     * Creates a request for the named version, or else for the version that is checked out.
     *
     * @param checkedOut resolves the version that is checked out, or throws a {@link VersionException}
     */
    public static RequestedVersion lazily(@CheckForNull Version named, Supplier<Version> checkedOut) {
        return new RequestedVersion(named, checkedOut);
    }

    /** This request, for which only the named version counts, and not the one that is checked out. */
    public RequestedVersion withoutCheckout() {
        return lazily(named, () -> {
            throw new VersionException("The version that runs is known only after the servers have been asked");
        });
    }

    /** The version that was named with {@code --version}. */
    public Optional<Version> named() {
        return Optional.ofNullable(named);
    }

    /**
     * The version.
     *
     * @throws VersionException if there is none
     */
    public synchronized Version require() {
        return find().orElseThrow(() -> Objects.requireNonNull(failure));
    }

    /** The version, if there is one. */
    public synchronized Optional<Version> find() {
        if (named != null) {
            return Optional.of(named);
        }
        if (found == null && failure == null) {
            try {
                found = checkedOut.get();
            } catch (VersionException none) {
                failure = none;
            }
        }
        return Optional.ofNullable(found);
    }
}
