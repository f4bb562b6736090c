package io.jenkins.plugins.kamal.engine.failure;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * A command of the engine cannot go on for a reason that a person can act on; the root of all such exceptions. The
 * message says what happened, where, and what to do next. Every other exception is a fault of the engine itself.
 */
public class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Topic topic;
    private final int exitStatus;

    /** A failure with exit status 1. */
    public EngineException(Topic topic, String message) {
        this(topic, message, 1, null);
    }

    /** A failure with exit status 1 that another exception has caused. */
    public EngineException(Topic topic, String message, @CheckForNull Throwable cause) {
        this(topic, message, 1, cause);
    }

    /** A failure with an exit status, and with its cause if it has one. */
    public EngineException(Topic topic, String message, int exitStatus, @CheckForNull Throwable cause) {
        super(message, cause);
        this.topic = topic;
        this.exitStatus = exitStatus;
    }

    /** What the failure is about. */
    public final Topic topic() {
        return topic;
    }

    /** The exit status that the engine ends with. */
    public final int exitStatus() {
        return exitStatus;
    }
}
