package io.jenkins.plugins.kamal.engine.version;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;

/** There is no version to be had from a workspace; the message says what is wrong, where, and what to do next. */
public class VersionException extends EngineException {

    private static final long serialVersionUID = 1;

    /** Refuses a workspace for this reason. */
    public VersionException(String message) {
        super(Topic.VERSION, message);
    }

    /** Refuses a workspace for this reason, which another fault has caused. */
    public VersionException(String message, Throwable cause) {
        super(Topic.VERSION, message, cause);
    }
}
