package io.jenkins.plugins.kamal.engine.protocol;

import java.util.Locale;

/** What a {@link DeployEvent.ChangePlanned} is about, and how such a change is put into words. */
public enum ChangeKind {
    /** The version that runs. */
    VERSION(true),
    /** The image of a container. */
    IMAGE(true),
    /** An environment variable. */
    ENVIRONMENT(true),
    /** A label. */
    LABEL(true),
    /** A volume or a mounted path. */
    MOUNT(true),
    /** An option of {@code docker run}. */
    OPTION(true),
    /** The command of a container. */
    COMMAND(true),
    /** What kamal-proxy serves. */
    PROXY(true),
    /** A migration runs before the first boot. */
    MIGRATION(true),
    /** A canary is open, which the deploy ends. */
    CANARY(false),
    /** An accessory differs from its configuration. A deploy does not touch accessories. */
    ACCESSORY(false),
    /** Old containers and images are removed. */
    PRUNE(false),
    /** A version is no longer available for a rollback. */
    ROLLBACK(false),
    /** A role that the configuration does not have keeps running. */
    LEFTOVER(false),
    /** Something that the server does not report. */
    UNKNOWN(false);

    private final boolean change;

    ChangeKind(boolean change) {
        this.change = change;
    }

    /** Whether the deploy changes what serves requests; the other kinds are notes. */
    public boolean isChange() {
        return change;
    }

    /** What it is called in a sentence. */
    public String noun() {
        return this == ENVIRONMENT ? "variable" : name().toLowerCase(Locale.ROOT);
    }

    /**
     * A change of this kind as one line. What each text means depends on the kind, as {@link DeployEvent.ChangePlanned}
     * describes; each may be empty.
     */
    public String describe(String name, String before, String after) {
        return switch (this) {
            case VERSION -> "version " + (before.isEmpty() ? after + ", nothing runs now" : before + " -> " + after);
            case IMAGE -> "image " + before + " -> " + after;
            case ENVIRONMENT, LABEL, OPTION, MOUNT -> noun() + " " + name + " " + fate(before, after);
            case COMMAND -> "command " + fate(before, after);
            case PROXY -> "proxy: " + name + " " + (before.isEmpty() ? after : before + " -> " + after);
            case MIGRATION -> "migration `" + name + "` runs once, before the first boot";
            case CANARY -> "open canary of version " + name + " " + before + ": " + after;
            case ACCESSORY ->
                "accessory " + name + (before.isEmpty() ? " does not exist" : " differs: " + before)
                        + "; a deploy does not change it. `kamal " + after + "` applies the configuration";
            case PRUNE -> "pruning removes " + name;
            case ROLLBACK -> "a rollback to version " + name + " will not be possible afterwards";
            case LEFTOVER ->
                name + ": " + (after.isEmpty() ? before : "keeps running, although the role is not configured here");
            case UNKNOWN -> name + " is not compared: " + after;
        };
    }

    private static String fate(String before, String after) {
        if (before.isEmpty()) {
            return "is added";
        }
        return after.isEmpty() ? "is removed" : "changes";
    }
}
