package io.jenkins.plugins.kamal.engine.failure;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * Reports that a command of the engine cannot continue for a reason that the user can act on. This class is the root of
 * all such exceptions. The message says what happened, where, and what to do next. Every other exception is a fault of
 * the engine itself.
 */
public class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Topic topic;
    private final int exitStatus;

    /** Creates a failure with exit status 1. */
    public EngineException(Topic topic, String message) {
        this(topic, message, 1, null);
    }

    /** Creates a failure with exit status 1, and with its cause if it has one. */
    public EngineException(Topic topic, String message, @CheckForNull Throwable cause) {
        this(topic, message, 1, cause);
    }

    /** Creates a failure with an exit status, and with its cause if it has one. */
    public EngineException(Topic topic, String message, int exitStatus, @CheckForNull Throwable cause) {
        super(message, cause);
        this.topic = topic;
        this.exitStatus = exitStatus;
    }

    /** What the failure is about. */
    public final Topic topic() {
        return topic;
    }

    /** The exit status with which the engine ends. */
    public final int exitStatus() {
        return exitStatus;
    }
}
