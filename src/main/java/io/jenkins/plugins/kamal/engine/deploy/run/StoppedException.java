package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.failure.Topic;

/** The engine was asked to stop, and did: the host it was working on is finished or undone, and its lock is released. */
public final class StoppedException extends DeployException {

    /** 128 + SIGINT, as shells have it. */
    public static final int EXIT_STATUS = 130;

    private static final long serialVersionUID = 1;

    /** Stopped before or during what the text says. */
    public StoppedException(String where) {
        super(Topic.STOPPED, "Stopped " + where, EXIT_STATUS, null);
    }

    private StoppedException(StoppedException stopped, String serving) {
        super(Topic.STOPPED, stopped.getMessage() + serving, EXIT_STATUS, stopped);
    }

    /** The same stop, with what serves on the servers now. */
    public StoppedException serving(String serving) {
        return new StoppedException(this, serving);
    }
}
