package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangeKind;

/**
 * One difference between a container and what a deploy would start.
 *
 * @param kind what differs
 * @param name which variable, label, mount or option
 * @param before what is there, or empty
 * @param after what would be there, or empty
 */
record Difference(ChangeKind kind, String name, String before, String after) {

    static final String PRESENT = "present";
    static final String CHANGED = "changed";

    /** A value that nobody shows: only whether it comes, goes or changes. */
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
