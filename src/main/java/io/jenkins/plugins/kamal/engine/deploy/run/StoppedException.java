package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.failure.Topic;

/**
 * The engine stopped because it was asked to: the work on the current host is finished or undone, and the lock is
 * released.
 */
public final class StoppedException extends DeployException {

    /** The exit status 128 + SIGINT, as in shells. */
    public static final int EXIT_STATUS = 130;

    private static final long serialVersionUID = 1;

    /** Creates a stop; {@code where} completes the sentence "Stopped …", as in "before the build". */
    public StoppedException(String where) {
        super(Topic.STOPPED, "Stopped " + where, EXIT_STATUS, null);
    }

    private StoppedException(StoppedException stopped, String serving) {
        super(Topic.STOPPED, stopped.getMessage() + serving, EXIT_STATUS, stopped);
    }

    /** Returns the same stop, with the versions that serve on the servers now. */
    public StoppedException serving(String serving) {
        return new StoppedException(this, serving);
    }
}
