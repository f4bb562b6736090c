package io.jenkins.plugins.kamal.engine.deploy.run;

/** Somebody asked the engine to stop, and it did: what it was on is finished or undone, its lock is released. */
public final class StoppedException extends DeployException {

    /** 128 + SIGINT, as shells have it. */
    public static final int EXIT_STATUS = 130;

    private static final long serialVersionUID = 1;

    /** Stopped before or during what the text says. */
    public StoppedException(String where) {
        super(
                "Stopped " + where + "; the versions that served before still serve where nothing else is said above",
                EXIT_STATUS,
                null);
    }
}
