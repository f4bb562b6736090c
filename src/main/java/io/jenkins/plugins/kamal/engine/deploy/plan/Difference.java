package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangeKind;

/**
 * One difference between a container and what a deploy would start.
 *
 * @param kind what differs
 * @param name the variable, label, mount or option that differs
 * @param before the current state, or empty if there is none
 * @param after the state after the deploy, or empty if there is none
 */
record Difference(ChangeKind kind, String name, String before, String after) {

    static final String PRESENT = "present";
    static final String CHANGED = "changed";

    /**
     * Creates a difference without values. Like {@link #removed} and {@link #changed}, the difference only says that
     * something is added, removed or changed.
     */
    static Difference added(ChangeKind kind, String name) {
        return new Difference(kind, name, "", PRESENT);
    }

    static Difference removed(ChangeKind kind, String name) {
        return new Difference(kind, name, PRESENT, "");
    }

    static Difference changed(ChangeKind kind, String name) {
        return new Difference(kind, name, PRESENT, CHANGED);
    }

    static Difference unknown(String name, String reason) {
        return new Difference(ChangeKind.UNKNOWN, name, "", reason);
    }
}
