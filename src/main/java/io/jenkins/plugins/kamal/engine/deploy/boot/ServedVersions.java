package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps track of the version that serves as each role on each host during a deploy, as far as the deploy knows. */
final class ServedVersions {

    private static final String NOT_REACHED = "not reached, so what served there before still serves";

    private final RunLog log;
    private final Map<String, String> states = new TreeMap<>();
    private final Map<String, Set<String>> before = new TreeMap<>();
    private boolean changed;

    ServedVersions(RunLog log) {
        this.log = log;
    }

    /** Records a role that the deploy will boot. */
    void planned(Host host, String role) {
        put(host, role, NOT_REACHED);
        log.tell(new DeployEvent.RoleServed(host.toString(), role, ""));
    }

    /**
     * Records the version that the host reported as serving, or null if none did. What is reported is the version itself,
     * also if its container was renamed, because nobody can deploy the other name.
     */
    void before(Host host, String role, @CheckForNull String version) {
        if (version != null) {
            remember(role, version);
        }
        String named = version == null ? "" : ContainerName.withoutReplacement(version);
        put(host, role, version == null ? "nothing served here before" : named + " still serves");
        log.tell(new DeployEvent.RoleServed(host.toString(), role, named));
    }

    private synchronized void remember(String role, String version) {
        before.computeIfAbsent(role, any -> new TreeSet<>()).add(version);
    }

    /** The versions that hosts reported as serving before, by the name of the role. */
    synchronized Map<String, Set<String>> versionsBefore() {
        return before.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, role -> Set.copyOf(role.getValue())));
    }

    /** Records that a role serves the new version. */
    void booted(Host host, String role, String version) {
        putChanged(host, role, version + " serves, the new version");
    }

    /** Records that a role serves its old version again, because the deploy failed elsewhere. */
    void wentBack(Host host, String role, String containerVersion) {
        String version = ContainerName.withoutReplacement(containerVersion);
        put(host, role, version + " serves again");
        log.tell(new DeployEvent.RoleServed(host.toString(), role, version));
    }

    /** Records that a role could not go back to its old version. */
    void stays(Host host, String role, String version) {
        put(host, role, version + " serves, the new version, because this host could not go back");
    }

    /** Records that the boot has failed and that it is unknown what serves now. */
    void unknown(Host host, String role) {
        putChanged(host, role, "unknown, because the server or kamal-proxy did not answer after the failure");
        // Takes back what before() told, so that a record of the run does not claim to know what serves.
        log.tell(new DeployEvent.RoleServed(host.toString(), role, ""));
    }

    private synchronized void putChanged(Host host, String role, String state) {
        changed = true;
        put(host, role, state);
    }

    private synchronized void put(Host host, String role, String state) {
        states.put(host + ", role " + role, state);
    }

    /**
     * Returns the versions that serve now, to append to a failure message; empty if every role serves what it served
     * before.
     */
    synchronized String afterFailure() {
        return changed ? "\nWhat serves now:" + lines() : "";
    }

    /** Returns one line for each role on each host, each after a line break. */
    synchronized String lines() {
        StringBuilder lines = new StringBuilder();
        states.forEach((place, state) ->
                lines.append("\n  ").append(place).append(": ").append(state));
        return lines.toString();
    }
}
