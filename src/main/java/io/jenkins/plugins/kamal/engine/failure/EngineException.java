package io.jenkins.plugins.kamal.engine.failure;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * A command of the engine cannot go on for a reason that a person can act on; the root of all such exceptions. The
 * message says what happened, where, and what to do next. Every other exception is a fault of the engine itself.
 */
public class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitStatus;

    /** A failure with exit status 1. */
    public EngineException(String message) {
        this(message, 1, null);
    }

    /** A failure with exit status 1 that another exception has caused. */
    public EngineException(String message, @CheckForNull Throwable cause) {
        this(message, 1, cause);
    }

    /** A failure with an exit status, and with its cause if it has one. */
    public EngineException(String message, int exitStatus, @CheckForNull Throwable cause) {
        super(message, cause);
        this.exitStatus = exitStatus;
    }

    /** The exit status that the engine ends with. */
    public final int exitStatus() {
        return exitStatus;
    }
}
