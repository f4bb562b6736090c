package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;

/**
 * One difference between a container and what a deploy would start.
 *
 * <p>The server's answer may contain old secrets, which the log cannot redact. Therefore a difference never contains
 * the values of variables, labels and options, or the words of commands. It contains names, and the values of versions,
 * images, the paths of mounts, and the hosts, paths and TLS of kamal-proxy.
 *
 * @param kind what differs
 * @param name the variable, label, mount or option that differs
 * @param before the current state, or empty if there is none
 * @param after the state after the deploy, or empty if there is none
 */
record Difference(ChangeKind kind, String name, String before, String after) {

    static final String PRESENT = "present";
    static final String CHANGED = "changed";
    static final String EXPANDED = "the server's shell expands it";

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

    /** The same, but unknown if the server's shell expands the wanted value. */
    static Difference changed(ChangeKind kind, String name, String wanted) {
        return wanted.contains("${") ? unknown(kind.noun() + " " + name, EXPANDED) : changed(kind, name);
    }

    static Difference unknown(String name, String reason) {
        return new Difference(ChangeKind.UNKNOWN, name, "", reason);
    }

    /** The difference as one line. */
    String text() {
        return kind.describe(name, before, after);
    }
}
