package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A role on a host that a command is about to boot, and the version that serves there until then. */
final class RoleBefore implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String host;
    private final String role;
    private final String version;
    private final boolean lost;

    RoleBefore(@CheckForNull String host, @CheckForNull String role, @CheckForNull String version) {
        this(host, role, version, false);
    }

    private RoleBefore(
            @CheckForNull String host, @CheckForNull String role, @CheckForNull String version, boolean lost) {
        this.host = Util.fixNull(host);
        this.role = Util.fixNull(role);
        this.version = Util.fixNull(version);
        this.lost = lost;
    }

    /**
     * The same report, unless it has no version: then the one known so far, because it served before the command, even if
     * nobody knows what serves now.
     */
    RoleBefore after(RoleBefore known) {
        return version.isEmpty() ? new RoleBefore(host, role, known.version, true) : this;
    }

    String host() {
        return host;
    }

    String role() {
        return role;
    }

    /** The version, or empty if nothing ran or the command has not looked yet. */
    String version() {
        return version;
    }

    /** The version that still serves unless the command has booted another, or empty if that is not known. */
    String serving() {
        return lost ? "" : version;
    }

    boolean isAt(String otherHost, String otherRole) {
        return host.equals(otherHost) && role.equals(otherRole);
    }

    /** The version that served as most of the roles, or empty if none is known. */
    static String mostServed(List<RoleBefore> before) {
        return before.stream()
                .map(RoleBefore::version)
                .filter(served -> !served.isEmpty())
                .collect(Collectors.groupingBy(served -> served, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new RoleBefore(host, role, version, lost);
    }
}
