package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.util.Map;
import java.util.TreeMap;

/** Which version serves as each role on each host while a deploy is at work, as far as the deploy knows. */
final class ServedVersions {

    private static final String NOT_REACHED = "not reached, so what served there before still serves";

    private final RunLog log;
    private final Map<String, String> states = new TreeMap<>();
    private boolean anyBooted;

    ServedVersions(RunLog log) {
        this.log = log;
    }

    /** A role that the deploy is about. */
    void planned(Host host, String role) {
        put(host, role, NOT_REACHED);
        log.tell(new DeployEvent.RoleServed(host.toString(), role, ""));
    }

    /** A role whose host has said which version serves; empty for none. */
    void before(Host host, String role, String version) {
        put(host, role, version.isEmpty() ? "nothing served here before" : version + " still serves");
        log.tell(new DeployEvent.RoleServed(host.toString(), role, version));
    }

    /** A role that serves the new version. */
    synchronized void booted(Host host, String role, String version) {
        anyBooted = true;
        put(host, role, version + " serves, the new version");
    }

    /** A role that serves its old version again, because the deploy failed elsewhere. */
    void wentBack(Host host, String role, String version) {
        put(host, role, version + " serves again");
        log.tell(new DeployEvent.RoleServed(host.toString(), role, version));
    }

    /** A role that could not go back. */
    void stays(Host host, String role, String version) {
        put(host, role, version + " serves, the new version, because this host could not go back");
    }

    private synchronized void put(Host host, String role, String state) {
        states.put(host + ", role " + role, state);
    }

    /** What serves where, as an addition to a failure; empty if no role ever served the new version. */
    synchronized String afterFailure() {
        return anyBooted ? "\nWhat serves now:" + lines() : "";
    }

    /** One line for each role on each host. */
    synchronized String lines() {
        StringBuilder lines = new StringBuilder();
        states.forEach((place, state) ->
                lines.append("\n  ").append(place).append(": ").append(state));
        return lines.toString();
    }
}
