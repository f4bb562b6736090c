package io.jenkins.plugins.kamal.engine.protocol;

/** What a {@link DeployEvent.DriftFound} is about, and how such a finding is put into words. */
public enum DriftKind {
    /** The server cannot be reached, so nothing is known about it. */
    UNREACHABLE(true),
    /** Docker does not answer, so nothing is known about the containers. */
    DOCKER(true),
    /** Another version runs than the one that is expected. */
    VERSION(true),
    /** The version runs from another image than the one that is expected. */
    DIGEST(true),
    /** A canary about which somebody still has to decide. */
    CANARY(false),
    /**
     * Another version than that of the known canary serves some of the visitors, or none does; or one does that failed, so
     * that none is expected.
     */
    OTHER_CANARY(true),
    /** There is no container of the role. */
    MISSING(true),
    /** No container of the role runs, although there are some, or fewer run than are configured. */
    STOPPED(true),
    /** A container is started again and again. */
    RESTARTING(true),
    /** Docker's health check of a container fails. */
    UNHEALTHY(true),
    /** More containers of a role run than are configured, or those of several versions. */
    SEVERAL(true),
    /** A container of a role runs that is not configured on the server. */
    LEFTOVER(true),
    /** An accessory is not there, or does not run. */
    ACCESSORY(true),
    /** kamal-proxy does not run, or is too old. */
    PROXY(true),
    /** kamal-proxy does not send the requests to the container that runs. */
    TARGET(true),
    /** The certificate of the configuration is missing, or has expired, or will expire soon. */
    CERTIFICATE(true),
    /** Somebody has held the deploy lock for long. */
    STALE_LOCK(true),
    /** Somebody holds the deploy lock. */
    LOCK(false),
    /** There is too little free disk space for a deploy. */
    DISK_FULL(true),
    /** There is little free disk space. */
    DISK_LOW(false);

    private final boolean drift;

    DriftKind(boolean drift) {
        this.drift = drift;
    }

    /** Whether the server differs from what is expected; the other kinds are notes. */
    public boolean isDrift() {
        return drift;
    }

    /** A finding of this kind as one line. Most kinds say everything in {@code actual}. */
    public String describe(String expected, String actual) {
        return switch (this) {
            case VERSION -> "version " + actual + " runs instead of " + expected;
            case DIGEST -> "the image " + actual + " runs instead of " + expected;
            case OTHER_CANARY ->
                actual.isEmpty()
                        ? "the canary of version " + expected + " for some of the visitors does not run"
                        : "the canary of version " + actual
                                + (expected.isEmpty()
                                        ? " still serves some of the visitors, although it failed"
                                        : " serves some of the visitors instead of " + expected);
            case MISSING -> "the role has no container";
            default -> actual;
        };
    }
}
