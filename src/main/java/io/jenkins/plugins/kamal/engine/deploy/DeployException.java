package io.jenkins.plugins.kamal.engine.deploy;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** A command of the engine cannot go on; the message says what happened, where, and what to do next. */
public class DeployException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitStatus;

    /** A failure with exit status 1. */
    public DeployException(String message) {
        this(message, 1, null);
    }

    /** A failure with the engine's exit status and a cause, which may be null. */
    public DeployException(String message, int exitStatus, @CheckForNull Throwable cause) {
        super(message, cause);
        this.exitStatus = exitStatus;
    }

    /** The exit status the engine ends with. */
    public int exitStatus() {
        return exitStatus;
    }
}
